import { expect, it } from 'vitest';
import { policyInWords } from './in-words.ts';
import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy } from './policy.ts';

it.each<readonly [Partial<Policy>, readonly string[]]>([
  [
    DEFAULT_POLICY,
    ['reads and writes the project’s files', 'reads and writes temporary files in /tmp', 'nothing else'],
  ],
  [policy(), ['reaches no file and no network']],
  [
    policy(readOnly('/project/data', '/in'), { ...readWrite('/project', '/'), ask: true }),
    [
      'reads the project’s folder data, which it finds as “/in”',
      'reads and writes the project’s files, and asks first',
      'nothing else',
    ],
  ],
  [
    { listen: [{ port: 8080 }], random: { kind: 'seeded', seed: 1 }, stdin: { kind: 'text', text: 'x' } },
    [
      'listens on port 8080 of the machine’s own network',
      'is given its input',
      'draws the same random numbers in every run',
      'nothing else',
    ],
  ],
  [
    { clocks: { kind: 'frozen', atNs: '1700000000000000000' } },
    ['sees the time stand still at 2023-11-14 22:13:20 UTC', 'reaches no file and no network'],
  ],
  [
    { clocks: { kind: 'frozen', atNs: '18446744073709551615' } },
    ['sees the time stand still at 2554-07-21 23:34:33 UTC', 'reaches no file and no network'],
  ],
  [
    { clocks: { kind: 'coarse', stepNs: 2.5e6 } },
    ['sees the time in steps of 2.5 ms', 'reaches no file and no network'],
  ],
])('%j', (change, words) => {
  expect(policyInWords({ ...policy(), ...change })).toEqual(words);
});

const CUSTOM: Policy['preopens'][number] = { folder: '/tmp', guest: '/tmp', base: [], inheriting: [], ask: false };

it.each<readonly [Partial<typeof CUSTOM>, string]>([
  [{}, 'can do nothing with'],
  // Nothing can be opened, so nothing inherits.
  [{ inheriting: ['fd_read', 'fd_write'] }, 'can do nothing with'],
  [{ base: ['path_open'], inheriting: ['fd_read'] }, 'reads'],
  [{ base: ['path_unlink_file'] }, 'removes'],
  [{ base: ['path_open'], inheriting: ['path_rename_source'] }, 'removes'],
  [{ base: ['path_open', 'fd_readdir', 'path_create_file'], inheriting: ['fd_write'] }, 'lists, changes and creates'],
])('strictly, %j %s', (change, verb) => {
  expect(policyInWords(policy({ ...CUSTOM, ...change }))[0]).toBe(`${verb} temporary files in /tmp`);
});

it('counts what a modern host does not enforce as granted', () => {
  const modern = (change: Partial<typeof CUSTOM>): string | undefined =>
    policyInWords({ ...policy({ ...CUSTOM, ...change }), personality: 'modern' })[0];
  expect(modern({})).toBe('lists temporary files in /tmp');
  expect(modern({ inheriting: ['fd_read', 'fd_write'] })).toBe('lists, reads and changes temporary files in /tmp');
});
