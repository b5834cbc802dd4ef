import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

/**
 * The classes that the style sheets beneath `folder` speak of.
 * @param {string} folder
 */
function classesIn(folder) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.css')) continue;
    const text = readFileSync(path.join(folder, name), 'utf8');
    const selectors = text.replaceAll(/\/\*.*?\*\//gs, '').replaceAll(/\{[^{}]*\}/g, '{}');
    for (const [, one] of selectors.matchAll(/\.(-?[A-Za-z_][\w-]*)/g)) if (one !== undefined) found.add(one);
  }
  return found;
}

/** Ours holds for buttons, links and labels alone, which Monaco's are not. */
const GUARDED = ['button'];

it.each(['monaco-editor/esm', '@xterm/xterm/css'])('no class of ours is one of %s', (library) => {
  const theirs = classesIn(`node_modules/${library}`);
  expect(theirs.size).toBeGreaterThan(10);
  expect([...classesIn('app')].filter((name) => theirs.has(name) && !GUARDED.includes(name))).toEqual([]);
});
