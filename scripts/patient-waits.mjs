import { vi } from 'vitest';

// `vi.waitFor` gives up after a second by itself. On a busy machine the first import() of a module alone takes longer.
const MOST_MS = 60_000;
const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === 'number' ? options : { timeout: MOST_MS, ...options });
