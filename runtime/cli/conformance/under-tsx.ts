import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Arguments of Node for a child process written in TypeScript: said aloud, because a test runner is not itself run under it. */
export const UNDER_TSX: readonly string[] = [
  '--import',
  pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href,
];
