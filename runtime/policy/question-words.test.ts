import { expect, it } from 'vitest';
import type { Question } from './question.ts';
import { consequences, wishText } from './question-words.ts';

const ASKED: Omit<Question, 'id'> = {
  program: 'main',
  call: 'path_open',
  path: '/x',
  preopen: '/',
  folder: '/project',
  purposes: [],
  whole: 'read',
};

it.each<readonly [Partial<Question>, string]>([
  [{ purposes: ['read'] }, 'read /x'],
  [{ purposes: ['read', 'write'] }, 'read and write to /x'],
  [{ purposes: ['write', 'create', 'empty'] }, 'write to, create, if it is not there, and empty /x'],
  [{ purposes: ['list'] }, 'see what is in /x'],
  [{ purposes: ['stamp'] }, 'change the times of /x'],
  [{ purposes: ['delete-folder'] }, 'delete the folder /x'],
  [{ purposes: [] }, 'use /x'],
  [{ purposes: ['write'], leadsTo: '/secret' }, 'write to /x, which is /secret'],
  [{ purposes: ['rename'], other: { is: 'to', path: '/y' } }, 'move /x to /y'],
  [
    { purposes: ['rename'], other: { is: 'from', path: '/y' }, replaces: 'file' },
    'move /y to /x, and replace the file that is there',
  ],
  [{ purposes: ['link'], other: { is: 'to', path: '/rw/y' } }, 'give /x the second name /rw/y, a hard link'],
  [{ purposes: ['link'], other: { is: 'target', path: '../y' } }, 'create /x, a symbolic link to ../y'],
  [{ purposes: ['read'], path: '/a\u202eb' }, 'read /a⟨U+202E⟩b'],
])('%j: %s', (change, words) => {
  expect(wishText({ ...ASKED, ...change })).toBe(words);
});

it('says what an answer lets happen later', () => {
  expect(consequences({ ...ASKED, purposes: ['link'], afterwards: 'read-and-change' })).toEqual([
    'Afterwards the program can read and change the file through another folder, and does not ask.',
    'Once: this call, and what it opens until that is closed.',
    'For this run: all that this folder is granted, which is read only.',
  ]);
});
