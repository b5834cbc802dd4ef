import { expect, it } from 'vitest';
import { policyInWords } from './in-words.ts';
import { DEFAULT_POLICY, NOTHING, policy, readOnly, readWrite, type Policy } from './policy.ts';
import { PRESETS } from './presets.ts';

const SENSES = 'gets the exact time, real randomness and your keyboard';
const WRITES = 'writes to the terminal';
const NO_FILE = 'reaches no file and no network';

it.each<readonly [Partial<Policy>, readonly string[]]>([
  [
    DEFAULT_POLICY,
    [
      'reads and writes the project’s files',
      'reads and writes temporary files in /tmp',
      SENSES,
      WRITES,
      'nothing else',
    ],
  ],
  [policy(), [SENSES, WRITES, NO_FILE]],
  [NOTHING, [WRITES, 'gets no time, no randomness and no input', NO_FILE]],
  [
    policy(readOnly('/project/data', '/in'), { ...readWrite('/project', '/'), ask: true }),
    [
      'reads the project’s folder data, which it finds as “/in”',
      'reads and writes the project’s files, and asks first',
      SENSES,
      WRITES,
      'nothing else',
    ],
  ],
  [
    { listen: [{ port: 8080 }], random: { kind: 'seeded', seed: 1 }, stdin: { kind: 'text', text: 'x' } },
    [
      'listens on port 8080 of the machine’s own network',
      'gets the exact time, the same random numbers in every run and a text as its input',
      WRITES,
      'nothing else',
    ],
  ],
  [
    { ...NOTHING, stdin: { kind: 'file', path: 'data/in.txt' } },
    ['gets the project’s file data/in.txt as its input', WRITES, 'gets no time and no randomness', NO_FILE],
  ],
  [
    { ...NOTHING, clocks: { kind: 'frozen', atNs: '1700000000000000000' } },
    ['gets a clock that stands still at 2023-11-14 22:13:20 UTC', WRITES, 'gets no randomness and no input', NO_FILE],
  ],
  [
    { ...NOTHING, clocks: { kind: 'frozen', atNs: '18446744073709551615' } },
    ['gets a clock that stands still at 2554-07-21 23:34:33 UTC', WRITES, 'gets no randomness and no input', NO_FILE],
  ],
  [
    { ...NOTHING, clocks: { kind: 'coarse', stepNs: 2.5e6 } },
    ['gets the time in steps of 2.5 ms', WRITES, 'gets no randomness and no input', NO_FILE],
  ],
])('%j', (change, words) => {
  expect(policyInWords({ ...policy(), ...change })).toEqual(words);
});

/** What is granted beside files, and the words that name it. */
const NAMED = {
  clocks: 'the exact time',
  random: 'real randomness',
  stdin: 'your keyboard',
} as const;

it.each(Object.entries(NAMED))('names %s in every policy that grants it, and in no other', (what, words) => {
  const name = (policyWith: Policy): boolean => policyInWords(policyWith).join().includes(words);
  const key = what as keyof typeof NAMED;
  for (const granted of [DEFAULT_POLICY, NOTHING, ...PRESETS.map((preset) => preset.policy)]) {
    expect(name({ ...granted, [key]: DEFAULT_POLICY[key] })).toBe(true);
    expect(name({ ...granted, [key]: NOTHING[key] })).toBe(false);
  }
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
