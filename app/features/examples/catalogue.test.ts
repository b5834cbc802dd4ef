import { expect, it } from 'vitest';
import { FIRST_EXAMPLE } from '../../services/projects/example.ts';
import { EXAMPLES, loadExample } from './catalogue.ts';

it('every example has its files, each under its path in the project', async () => {
  for (const { id } of EXAMPLES) {
    const files = (await loadExample(id))?.files ?? new Map<string, string>();
    expect([...files.keys()], id).toContain('main.c');
    expect([...files.keys()].filter((path) => /^\.|^\/|programs/.test(path))).toEqual([]);
  }
});

it('the first one is what a first visit opens', () => {
  expect(EXAMPLES[0].id).toBe(FIRST_EXAMPLE);
});

it('a folder of programs/ is an example of the gallery, and the other way round', () => {
  const folders = Object.keys(import.meta.glob('./programs/*/main.c')).map((path) => path.split('/')[2]);
  expect(EXAMPLES.map(({ id }) => id).sort()).toEqual(folders.sort());
});
