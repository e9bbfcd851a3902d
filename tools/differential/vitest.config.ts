import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** One file at a time: the seeds already keep both cores busy. */
export default mergeConfig(shared, { test: { maxWorkers: 1, testTimeout: 300_000, hookTimeout: 60_000 } });
