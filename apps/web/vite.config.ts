import { patience } from '@parley/testing/patience';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const server = 'http://localhost:3000';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    target: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The page's policy refuses data: addresses, so every asset stays a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Our packages do nothing when imported, and neither does tRPC: what a page does not call is
      // left out of it. The registration of the chat's element is the one exception.
      treeshake: {
        moduleSideEffects: [
          { test: /[/\\]packages[/\\](api|auth)[/\\]src[/\\]/, sideEffects: false },
          { test: /[/\\]@trpc[/\\](client|server)[/\\]/, sideEffects: false },
        ],
      },
    },
  },
  server: { port: 5173, proxy: { '/api': server } },
  test: {
    ...patience,
    // Due dates are in the user's zone: the tests fix one that has summer time.
    env: { TZ: 'Europe/Berlin' },
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
