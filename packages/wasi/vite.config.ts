import { defineConfig } from 'vite';

const entry = (name: string): string => new URL(`./src/${name}.ts`, import.meta.url).pathname;

/** A module for each entry of the package, and what they share. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  plugins: [
    {
      // Vite takes what it builds for a page's, which has none of these.
      name: 'modules of Node',
      enforce: 'pre',
      resolveId: (source) => (source.startsWith('node:') ? { id: source, external: true } : undefined),
    },
  ],
  build: {
    target: 'es2022',
    outDir: 'dist',
    minify: false,
    reportCompressedSize: false,
    modulePreload: false,
    lib: {
      entry: {
        index: entry('index'),
        worker: entry('worker'),
        node: entry('node'),
        trace: entry('trace'),
        'guest-thread': entry('guest-thread'),
      },
      formats: ['es'],
    },
    rolldownOptions: { output: { chunkFileNames: 'parts/[name].js' } },
  },
  worker: { format: 'es', rolldownOptions: { output: { entryFileNames: 'guest-worker.js' } } },
});
