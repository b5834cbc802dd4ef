import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { builtLessons, lessonIn, sourceOf } from './built-lessons.mjs';
import { ROOT } from './run.mjs';

const plugin = builtLessons();
const watched = [];
const load = (id) => plugin.load.call({ addWatchFile: (file) => watched.push(file) }, id);

it('makes a module of all lessons, in their order, and has their files watched', async () => {
  const source = load(plugin.resolveId('virtual:lessons'));
  const { default: lessons } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  const folders = readdirSync(path.join(ROOT, 'lessons')).filter((name) => /^\d/.test(name));
  expect(lessons.map(({ id }) => id)).toEqual(folders.sort().map((name) => name.replace(/^\d+-/, '')));
  expect(lessons[0].steps[0].text).toMatch(/^<p>/);
  expect(lessons).toEqual(folders.map((name) => lessonIn(path.join(ROOT, 'lessons', name))));
  expect(watched).toContain(path.join(ROOT, 'lessons', folders[0], 'lesson.md'));
});

it('has no say in other modules', () => {
  expect(plugin.resolveId('marked')).toBeUndefined();
  expect(load('marked')).toBeUndefined();
});

it('writes maps, regular expressions and what is undefined as they are', () => {
  const value = { a: new Map([['b', [/c\/"/mu]]]), d: undefined, 'e"f': null, g: '</script>' };
  // What it wrote is JavaScript, and is read as that.
  expect(new Function(`return ${sourceOf(value)}`)()).toEqual(value);
});
