import type { UserConfig } from 'vite';

// One self-registering module for a script tag; apps with a bundler import the sources instead.
const config: UserConfig = {
  build: {
    lib: { entry: 'src/define.ts', formats: ['es'], fileName: () => 'chatkit.js' },
    target: 'es2022',
    sourcemap: true,
    // Vite keeps the white space of ES libraries for later bundlers; this file has none.
    rolldownOptions: { output: { minify: true } },
  },
};

export default config;
