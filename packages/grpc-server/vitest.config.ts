import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.shared.ts';

/** Tests here wait for what other processes and sockets do, which takes its time on a busy machine. */
export default mergeConfig(shared, defineConfig({ test: { expect: { poll: { timeout: 20_000 } } } }));
