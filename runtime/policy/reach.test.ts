import { expect, it } from 'vitest';
import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy, type Preopen } from './policy.ts';
import { PRESETS, presetOf } from './presets.ts';
import { parsePolicyText } from './parse-policy.ts';
import { reachInWords, reachOf, waysInWords } from './reach.ts';

const only = (base: Preopen['base'], inheriting: Preopen['inheriting']): Policy =>
  policy({ folder: '/project', guest: '/', base, inheriting, ask: false });

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

it('knows that somebody’s own policy is no preset', () => {
  expect(presetOf({ ...DEFAULT_POLICY, personality: 'modern' })).toBeUndefined();
});
