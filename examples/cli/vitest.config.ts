import { patience } from '@parley/vitest';
import { defineConfig } from 'vitest/config';

export default defineConfig({ test: patience });
