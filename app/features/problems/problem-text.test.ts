import { expect, it } from 'vitest';
import { countText, followText, isReachable, placeText, sentenceCase } from './problem-text.ts';

const place = { file: 'main.c', line: 3, column: 14, endLine: 3, endColumn: 15 };

it('gives line and column, or the line alone where a stack knows no more', () => {
  expect(placeText(place)).toBe('3:14');
  expect(placeText({ ...place, column: 1, endColumn: Number.MAX_SAFE_INTEGER })).toBe('line 3');
});

it.each([
  [{ error: 2, warning: 1, note: 3, remark: 0 }, '2 errors, 1 warning'],
  [{ error: 0, warning: 0, note: 1, remark: 0 }, ''],
])('%j → “%s”', (counts, text) => {
  expect(countText(counts)).toBe(text);
});

it('counts what follows', () => {
  expect(followText(1)).toBe('1 more follows from it');
  expect(followText(7)).toBe('7 more follow from it');
});

it('begins messages with a capital, but leaves names alone', () => {
  expect(sentenceCase('use of undeclared identifier')).toBe('Use of undeclared identifier');
  expect(sentenceCase("'x' declared here")).toBe("'x' declared here");
  expect(sentenceCase('system() runs nothing here')).toBe('system() runs nothing here');
  expect(sentenceCase('path_open was refused')).toBe('path_open was refused');
});

it('reaches files of the project only', () => {
  expect(isReachable(place)).toBe(true);
  expect(isReachable({ ...place, file: '/usr/include/stdio.h' })).toBe(false);
  expect(isReachable(undefined)).toBe(false);
});
