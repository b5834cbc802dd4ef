import { describe, expect, it } from 'vitest';
import { RIGHT_NAMES, type RightName } from '../abi/rights.ts';
import { policyInWords } from './in-words.ts';
import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy, type Preopen } from './policy.ts';
import { PRESETS, presetOf, withPreset } from './presets.ts';
import { parsePolicyText } from './parse-policy.ts';
import { reachInWords, reachOf, waysInWords } from './reach.ts';

const only = (base: Preopen['base'], inheriting: Preopen['inheriting']): Policy =>
  policy({ folder: '/project', guest: '/', base, inheriting, ask: false });

it('counts no changes in a volume that takes none', () => {
  expect(reachOf(DEFAULT_POLICY, '/project/main.c', true).level).toBe('read');
  expect(waysInWords(reachOf(DEFAULT_POLICY, '/project/main.c', true)).join()).not.toContain('write');
  expect(reachOf(policy(), '/project/main.c', true).level).toBe('nothing');
});

it.each<readonly [string, Policy, string, string]>([
  ['everything', DEFAULT_POLICY, '/project/main.c', 'read and write'],
  ['nothing at all', policy(), '/project/main.c', 'nothing'],
  ['read only', policy(readOnly('/project', '/')), '/project/data/x', 'read only'],
  ['a folder beside', policy(readOnly('/project/data', '/d')), '/project/main.c', 'nothing'],
  ['a folder that begins alike', policy(readOnly('/project/data', '/d')), '/project/database', 'nothing'],
  ['the folder itself', policy(readOnly('/project/data', '/d')), '/project/data', 'read only'],
  ['a folder above', policy(readWrite('/project/data', '/d')), '/project', 'nothing'],
  ['asks', policy({ ...readOnly('/project', '/'), ask: true }), '/project/x', 'read only, will ask'],
  [
    'one way asks, another does not',
    policy({ ...readWrite('/project', '/'), ask: true }, readOnly('/project/data', '/data')),
    '/project/data/x',
    'read and write',
  ],
  ['listing', only(['fd_readdir'], []), '/project/x', 'names only'],
  ['removing', only(['path_unlink_file'], []), '/project/x', 'write only'],
  ['writing', only(['path_open'], ['fd_write']), '/project/x', 'write only'],
  ['inheriting without opening', only([], ['fd_read', 'fd_write']), '/project/x', 'nothing'],
  ['a modern host lists whatever it granted', { ...only([], []), personality: 'modern' }, '/project/x', 'names only'],
])('%s: %#', (_what, granted, path, words) => {
  expect(reachInWords(reachOf(granted, path))).toBe(words);
});

describe('rights that allow more together', () => {
  const more = (preopen: Preopen, ...rights: readonly RightName[]): Preopen => ({
    ...preopen,
    base: RIGHT_NAMES.filter((name) => preopen.base.includes(name) || rights.includes(name)),
  });
  const less = (preopen: Preopen, ...rights: readonly RightName[]): Preopen => ({
    ...preopen,
    base: preopen.base.filter((name) => !rights.includes(name)),
    inheriting: preopen.inheriting.filter((name) => !rights.includes(name)),
  });
  const RO = readOnly('/project/ro', '/ro');
  const RW = readWrite('/project/rw', '/rw');
  const NO_RENAME = less(RW, 'path_rename_source', 'path_rename_target');
  const TMP = readWrite('/tmp', '/tmp');

  it.each<readonly [string, readonly Preopen[], string]>([
    ['no link without the right to', [RO, RW], 'read only'],
    ['a link into a folder that is written', [more(RO, 'path_link_source'), RW], 'read and write'],
    [
      'the link can be made from what is opened',
      [{ ...RO, inheriting: [...RO.inheriting, 'path_link_source'] }, RW],
      'read and write',
    ],
    ['a link into a folder of another volume fails', [more(RO, 'path_link_source'), TMP], 'read only'],
    ['a link that leads nowhere', [more(RO, 'path_link_source')], 'read only'],
    [
      'a link changes the file itself: it has one name more',
      [more(RO, 'path_link_source'), less(more(readOnly('/project/b', '/b'), 'path_link_target'), 'path_open')],
      'read and write',
    ],
    [
      'a file moved to where it can be read',
      [{ ...less(RO, 'path_open'), base: ['path_rename_source'] }, RW],
      'read and write',
    ],
    [
      'a file moved within the grant that covers both',
      [
        readOnly('/project/ro', '/ro'),
        more({ ...RO, folder: '/project', guest: '/', base: [] }, 'path_rename_source', 'path_rename_target'),
        NO_RENAME,
      ],
      'read and write',
    ],
    [
      'a folder that covers another is no way into it',
      [RO, more({ ...RW, base: [], inheriting: [] }, 'path_rename_source')],
      'read only',
    ],
  ])('%s', (_what, preopens, words) => {
    expect(reachInWords(reachOf(policy(...preopens), '/project/ro/secret'))).toBe(words);
  });

  it('are told in the words of the policy, and under modern as well', () => {
    const granted = policy(more(RO, 'path_link_source'), RW);
    expect(policyInWords(granted)[0]).toBe('lists, reads and changes the project’s folder ro, which it finds as “/ro”');
    expect(policyInWords({ ...policy(RO, RW), personality: 'modern' })[0]).toBe(
      'reads the project’s folder ro, which it finds as “/ro”',
    );
  });

  it('are not told apart in a policy of very many folders, and never as less', () => {
    const many = Array.from({ length: 31 }, (_, i) => readOnly(`/project/${i}`, `/${i}`));
    expect(reachInWords(reachOf(policy(more(RO, 'path_link_source'), RW, ...many), '/project/ro/x'))).toBe(
      'read and write',
    );
    expect(reachInWords(reachOf(policy(RO, RW, ...many), '/project/ro/x'))).toBe('read only');
  });
});

it('names it as the program would, and says which preopen open() takes', () => {
  const nested = policy(readWrite('/project', '/'), readOnly('/project/data', '/data'));
  const reach = reachOf(nested, '/project/data/x');
  // Both lead there, and the descriptor of the first is no less the program's.
  expect(reachInWords(reach)).toBe('read and write');
  expect(waysInWords(reach)).toEqual([
    'As /data/x: read only',
    'By the descriptor of “/”: read and write; open("/data/x") goes through “/data”',
  ]);
});

it('tells every name of a folder that is granted twice', () => {
  const twice = policy(readOnly('/project', '/in'), readWrite('/project', '/out'));
  expect(waysInWords(reachOf(twice, '/project/a'))).toEqual(['As /out/a: read and write', 'As /in/a: read only']);
});

it('says nothing of names where there are none', () => {
  expect(waysInWords(reachOf(policy(), '/project/a'))).toEqual([]);
});

it.each(PRESETS)('the preset $title is read again as itself', (preset) => {
  const parsed = parsePolicyText(JSON.stringify(preset.policy));
  expect(parsed).toEqual({ ok: true, value: preset.policy });
  expect(parsed.ok && presetOf(parsed.value)).toBe(preset);
});

it.each(PRESETS)('the preset $title leaves a text and a file for standard input as they are', (preset) => {
  for (const stdin of [{ kind: 'text', text: 'mine' } as const, { kind: 'file', path: 'in.txt' } as const]) {
    const chosen = withPreset({ ...policy(), stdin }, preset);
    expect(chosen).toEqual({ ...preset.policy, stdin });
    expect(presetOf(chosen)).toBe(preset);
  }
  expect(withPreset({ ...DEFAULT_POLICY, stdin: { kind: 'empty' } }, preset)).toEqual(preset.policy);
});

it('knows that a policy of one’s own is no preset', () => {
  expect(presetOf({ ...DEFAULT_POLICY, personality: 'modern' })).toBeUndefined();
});
