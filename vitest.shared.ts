import { defineConfig } from 'vitest/config';

const conditions = ['@quorate/source', 'node', 'import', 'default'];

/** Every package's tests run on the sources of its neighbours, so that no build is needed before them. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ['node', 'import', 'default'] } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
  },
});
