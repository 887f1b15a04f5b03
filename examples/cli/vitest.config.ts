import { defineConfig } from 'vitest/config';

// Signing in hashes a password, which takes its time on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
