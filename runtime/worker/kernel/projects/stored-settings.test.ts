import { expect, it } from 'vitest';
import { DEFAULT_POLICY, policy, readOnly, type Policy } from '../../../policy/policy.ts';
import { DEFAULT_SETTINGS } from '../../../protocol/project.ts';
import { readSettings } from './stored-settings.ts';

const settingsFrom = (stored: unknown) => readSettings(stored).settings;

/** As version 0.1 stored them; not to be brought up to date. */
const BEFORE_POLICIES = {
  v: 1,
  standard: 'c11',
  optimization: '-O2',
  warnings: 'extra',
  extraFlags: '-DX',
  libraries: 'm',
  withoutDefaults: ['stack'],
  args: 'a b',
  env: 'N=1',
  personality: 'modern',
  listenPort: 8080,
  openFile: 'main.c',
} as const;

it('reads settings from before there were policies', () => {
  expect(settingsFrom(BEFORE_POLICIES)).toEqual({
    v: 1,
    standard: 'c11',
    optimization: '-O2',
    warnings: 'extra',
    checks: 'on',
    extraFlags: '-DX',
    layer: 'none',
    libraries: 'm',
    withoutDefaults: ['stack'],
    args: 'a b',
    env: 'N=1',
    policy: { ...DEFAULT_POLICY, personality: 'modern', listen: [{ port: 8080 }] },
    openFile: 'main.c',
    mainFile: '',
  });
});

it('grants no socket where none was chosen', () => {
  const { policy: read } = settingsFrom({ ...BEFORE_POLICIES, listenPort: undefined });
  expect(read.listen).toEqual([]);
});

it('gives what was not there yet its default', () => {
  expect(settingsFrom({ v: 1, args: 'x' })).toEqual({ ...DEFAULT_SETTINGS, args: 'x' });
});

it('keeps a policy, with the defaults of what its time did not know', () => {
  const older = { v: 1, preopens: [readOnly('/project', '/')], personality: 'modern' } as unknown as Policy;
  const read = settingsFrom({ ...DEFAULT_SETTINGS, policy: older });
  expect(read.policy).toEqual({ ...policy(readOnly('/project', '/')), personality: 'modern' });
});

it('grants nothing by a policy that it cannot read', () => {
  const broken = { ...DEFAULT_POLICY, v: 2 } as unknown as Policy;
  expect(settingsFrom({ ...DEFAULT_SETTINGS, policy: broken }).policy).toEqual(policy());
});
