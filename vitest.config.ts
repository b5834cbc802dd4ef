import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { builtLessons } from './scripts/lib/built-lessons.mjs';

export default defineConfig({
  plugins: [react(), builtLessons()],
  test: {
    include: ['{runtime,packer,packages}/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'scripts/**/*.test.{ts,mjs}'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    // A file that needs a DOM asks for it: `// @vitest-environment happy-dom`.
    environment: 'node',
    // By itself vitest leaves one core to itself, and so of two it uses one.
    maxWorkers: '100%',
    setupFiles: ['scripts/patient-waits.mjs'],
    // Some tests run the real compiler, and the first of those pays for compiling 75 MB of wasm: on a busy machine, C++ takes minutes.
    testTimeout: 180_000,
    // V8 of Node 20 can crash when it marks incrementally while a guest's memory grows, as compiling C++ makes it do.
    execArgv: ['--no-incremental-marking'],
    hookTimeout: 180_000,
  },
});
