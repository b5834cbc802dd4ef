import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '../..');
const SECTION = /^## How do I add…\n([\s\S]*?)^## /m.exec(
  readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8'),
)?.[1];

/** The rows of the table: what is added, the number of files, and the paths that are named. */
const ROWS = (SECTION ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| a'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, what, count, where]) => ({
    what,
    count,
    paths: [...where.matchAll(/`([\w./-]+\/[\w.-]*)`/g)].map(([, at]) => at),
  }));

it('says how each thing is added that has a table of its own', () => {
  const added = ROWS.map(({ what }) => what).join();
  for (const word of ['system call', 'panel', 'setting', 'example', 'lesson', 'sentence'])
    expect(added).toContain(word);
});

it.each(ROWS)('names as many files for $what as it counts, and they are there', ({ count, paths }) => {
  for (const at of paths) expect(existsSync(path.join(ROOT, at)), at).toBe(true);
  const folders = paths.filter((at) => statSync(path.join(ROOT, at)).isDirectory());
  const files = paths.length - folders.length;
  expect(count).toBe(folders.length === 0 ? String(files) : `${files} and a folder`);
});
