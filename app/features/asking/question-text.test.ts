import { expect, it } from 'vitest';
import type { Purpose } from '../../../runtime/policy/question.ts';
import { wishText } from './question-text.ts';

it.each([
  [['read'], 'read'],
  [['read', 'write'], 'read and write to'],
  [['write', 'create', 'empty'], 'write to, create, if it is not there, and empty'],
  [['list'], 'see what is in'],
  [['delete-folder'], 'delete the folder'],
  [[], 'use'],
] as const)('%j → %s', (purposes: readonly Purpose[], expected) => {
  expect(
    wishText({ id: 1, program: 'main', call: 'path_open', path: '/x', preopen: '/', folder: '/project', purposes }),
  ).toBe(expected);
});
