// The map in ARCHITECTURE.md is the tree: each folder that it names exists, and each that exists at its levels is named.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from './run.mjs';

/** Made by tools, and fixtures, which may be anywhere. */
const NOT_ON_THE_MAP = ['node_modules', 'dist', 'test-results', 'playwright-report', 'coverage'];

const text = readFileSync(path.join(ROOT, 'ARCHITECTURE.md'), 'utf8');
const map = text.slice(text.indexOf('## Where things are'), text.indexOf('## How do I add'));
const parts = map.split(/^### /m).slice(1);

it.each(parts.map((part) => [/^`(.+?)\/`/.exec(part)?.[1] ?? '', part]))('names the folders in %s', (folder, part) => {
  const cells = [...part.matchAll(/^\| (`.+?`) \|/gm)].map(([, cell]) => cell ?? '');
  const named = cells.flatMap((cell) => [...cell.matchAll(/`(.+?)`/g)].map(([, name]) => name));
  const fixtures = folder === 'runtime' ? [] : ['testing'];
  const there = readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => ![...NOT_ON_THE_MAP, ...fixtures].includes(name));
  expect(named.sort()).toEqual(there.sort());
});

it('has a part for each level', () => {
  expect(parts.length).toBe(10);
});

it('names no file that is not there, nor does any other document or comment', () => {
  const all = ['app', 'bench', 'docs', 'e2e', 'packer', 'runtime', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );
  const files = new Set([...all, 'lessons/README.md', 'packages/wasi/README.md']);
  const texts = [
    ...all.filter((file) => /\.(md|ts|tsx|mjs|c|h)$/.test(file)),
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'README.md',
  ];
  const missing = texts.flatMap((file) =>
    [...commentsOf(file).matchAll(/(?<![\w./@*-])((?:[\w.-]+\/)+[\w.-]+\.(?:ts|tsx|mjs|css|md))(?!\w)/g)]
      .map(([, name]) => name)
      .filter((name) => ![name, `runtime/${name}`, `app/${name}`, beside(file, name)].some((known) => files.has(known)))
      .map((name) => `${file}: ${name}`),
  );
  expect(missing).toEqual([]);
});

/** The part of a file that people read: all of a document, the comments of code. */
function commentsOf(file) {
  const all = readFileSync(path.join(ROOT, file), 'utf8');
  if (file.endsWith('.md')) return all;
  return [...all.matchAll(/\/\*[^]*?\*\/|(?:^|\s)\/\/.*$/gm)].map(([comment]) => comment).join('\n');
}

function beside(file, name) {
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), name));
}
