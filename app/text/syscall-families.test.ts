import { expect, it } from 'vitest';
import { SYSCALL_NAMES } from '../../runtime/abi/syscalls.ts';
import { families } from './syscall-families.ts';

it('has a family for every function of the table', () => {
  const found = families(SYSCALL_NAMES);
  expect(found.flatMap(({ names }) => names).toSorted()).toEqual([...SYSCALL_NAMES].toSorted());
  expect(found.map(({ title }) => title)).not.toContain('Others');
});

it('leaves out families without members, and keeps what it does not know', () => {
  expect(families(['fd_write', 'frobnicate', 'fd_close'])).toEqual([
    { title: 'Descriptors', names: ['fd_write', 'fd_close'] },
    { title: 'Others', names: ['frobnicate'] },
  ]);
});
