import { expect, it } from 'vitest';
import { joinPath } from './join-path.ts';

it.each([
  ['', 'a.c', 'a.c'],
  ['src', 'a.c', 'src/a.c'],
  ['/', 'tmp', '/tmp'],
  ['/work', 'a/b', '/work/a/b'],
])('joins "%s" and "%s"', (folder, name, expected) => expect(joinPath(folder, name)).toBe(expected));
