import { defineConfig } from 'vitest/config';

// Some tests start a program, which takes its time on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000 } });
