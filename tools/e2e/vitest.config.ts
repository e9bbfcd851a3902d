import { mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** Two files at a time: each runs real servers beside real clients. */
export default mergeConfig(shared, { test: { maxWorkers: 2, testTimeout: 120_000, hookTimeout: 120_000 } });
