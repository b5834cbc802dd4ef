import { expect, it } from 'vitest';
import type { Diagnostic } from '../../runtime/protocol/diagnostic.ts';
import { countBySeverity, groupByFile, mergeCheck, placed } from './problems.ts';

function said(file: string | undefined, line: number, message: string): Diagnostic {
  const place = file === undefined ? undefined : { file, line, column: 1, endLine: line, endColumn: 2 };
  return { severity: 'error', message, flag: undefined, place, notes: [], fixits: [] };
}
const build = (...all: Diagnostic[]) => all.map((diagnostic) => placed(diagnostic, 'build'));
const messages = (problems: readonly { readonly message: string }[]) => problems.map(({ message }) => message);

it('groups by file in order, the linker last, each by line', () => {
  const groups = groupByFile(
    build(said(undefined, 0, 'link'), said('b.c', 9, 'late'), said('a.c', 1, 'a'), said('b.c', 2, 'early')),
  );
  expect(groups.map(({ file, problems }) => [file, messages(problems)])).toEqual([
    ['a.c', ['a']],
    ['b.c', ['early', 'late']],
    [undefined, ['link']],
  ]);
});

it('a check replaces what the build said about that file, and nothing else', () => {
  const before = build(said('main.c', 1, 'gone'), said('util.c', 1, 'stays'), said(undefined, 0, 'link'));
  expect(messages(mergeCheck(before, 'main.c', [said('main.c', 2, 'found')]))).toEqual(['stays', 'link', 'found']);
});

it('what the linker said of a file stands until the next build: a check does not link', () => {
  const before = build({ ...said('main.c', 3, 'undefined symbol'), isFromLinker: true }, said('main.c', 1, 'gone'));
  expect(messages(mergeCheck(before, 'main.c', []))).toEqual(['undefined symbol']);
});

it('a check replaces what an earlier check of the same file said about its headers', () => {
  const first = mergeCheck([], 'main.c', [said('util.h', 3, 'in the header')]);
  expect(mergeCheck(first, 'main.c', [])).toEqual([]);
});

it('does not say twice what two files include', () => {
  const before = build(said('util.h', 3, 'in the header'));
  expect(messages(mergeCheck(before, 'main.c', [said('util.h', 3, 'in the header')]))).toEqual(['in the header']);
});

it('leaves a trap alone', () => {
  const trap = [placed(said('main.c', 4, 'trapped'), 'run')];
  expect(messages(mergeCheck(trap, 'main.c', []))).toEqual(['trapped']);
});

it('names files as the project does', () => {
  expect(placed(said('/project/src/a.c', 1, 'x'), 'build').place?.file).toBe('src/a.c');
  expect(placed(said('/usr/include/stdio.h', 1, 'x'), 'build').place?.file).toBe('/usr/include/stdio.h');
});

it('counts by severity', () => {
  expect(countBySeverity(build(said('a.c', 1, 'x'), said('a.c', 2, 'y')))).toMatchObject({ error: 2, warning: 0 });
});
