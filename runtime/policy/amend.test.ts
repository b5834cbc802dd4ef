import { expect, it } from 'vitest';
import { amend } from './amend.ts';
import { policy, readOnly, readWrite } from './policy.ts';

const before = policy(readOnly('/project', '/'), readOnly('/tmp', '/tmp'));
const [project, tmp] = before.preopens;

it('adds a preopen after the others, so that their numbers stay', () => {
  const added = readOnly('/usr', '/usr');
  expect(amend(before, { kind: 'add-preopen', preopen: added }).preopens).toEqual([project, tmp, added]);
});

it('joins the rights where the folder has that name already', () => {
  const amended = amend(before, { kind: 'add-preopen', preopen: readWrite('/tmp', '/tmp') });
  expect(amended).toEqual(policy(readOnly('/project', '/'), readWrite('/tmp', '/tmp')));
});

it('gives a name to another folder', () => {
  const amended = amend(before, { kind: 'add-preopen', preopen: readOnly('/project/data', '/tmp') });
  expect(amended.preopens).toEqual([project, readOnly('/project/data', '/tmp')]);
});

it('adds rights in witx order, each once', () => {
  const amended = amend(before, {
    kind: 'add-rights',
    guest: '/',
    base: ['path_create_file'],
    inheriting: ['fd_write'],
  });
  expect(amended.preopens[1]).toBe(tmp);
  expect(amended.preopens[0]?.inheriting.slice(0, 5)).toEqual([
    'fd_read',
    'fd_seek',
    'fd_fdstat_set_flags',
    'fd_tell',
    'fd_write',
  ]);
  expect(amend(amended, { kind: 'add-rights', guest: '/', base: ['path_create_file'], inheriting: [] })).toEqual(
    amended,
  );
});

it('changes nothing for a name that is not granted', () => {
  expect(amend(before, { kind: 'add-rights', guest: '/x', base: ['path_open'], inheriting: [] })).toEqual(before);
});

it('adds a socket once', () => {
  const amended = amend(before, { kind: 'add-socket', port: 80 });
  expect(amended.listen).toEqual([{ port: 80 }]);
  expect(amend(amended, { kind: 'add-socket', port: 80 })).toBe(amended);
});
