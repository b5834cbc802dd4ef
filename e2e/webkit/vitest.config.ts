import { defineConfig } from 'vitest/config';

// By itself, because what drives WebKit speaks WebDriver, which Playwright does not.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.spec.ts'],
    testTimeout: 180_000,
    hookTimeout: 90_000,
  },
});
