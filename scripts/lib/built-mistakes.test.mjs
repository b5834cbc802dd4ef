import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { builtMistakes, mistakesIn } from './built-mistakes.mjs';
import { ROOT } from './run.mjs';

const FILE = path.join(ROOT, 'docs', 'run-time-mistakes.md');

it('makes a module of all parts of the document, by kind', async () => {
  const plugin = builtMistakes();
  const watched = [];
  const source = plugin.load.call({ addWatchFile: (file) => watched.push(file) }, plugin.resolveId('virtual:mistakes'));
  const { default: mistakes } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const text = readFileSync(FILE, 'utf8');
  expect(mistakes.size).toBe(text.match(/^## /gm).length);
  expect(mistakes.size).toBeGreaterThan(20);
  expect(watched).toEqual([FILE]);
  const { title, file, flags, source: program, said } = mistakes.get('heap-freed');
  expect(title).not.toContain('`');
  expect([file, flags]).toEqual(['main.c', '']);
  expect(program).toContain('int main(void) {');
  expect(said).toContain('in a block that was freed before');
  expect(mistakes.get('mismatch').file).toBe('main.cpp');
  expect(mistakes.get('conversion').flags).toBe('-fsanitize=implicit-conversion');
});

it('fails at a part that it cannot read', () => {
  expect(() => mistakesIn('# x\n\n## A title\n\nno program\n')).toThrow('cannot be read');
});
