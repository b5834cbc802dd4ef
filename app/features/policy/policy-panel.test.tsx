// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../../runtime/policy/policy.ts';
import type { GrantUse, Uses } from '../../../runtime/policy/uses.ts';
import type { RunOutcome } from '../../../runtime/protocol/run.ts';
import { boot } from '../../services/testing/fake-kernel.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { mount } from '../../testing/mount.tsx';
import PolicyPanel from './PolicyPanel.tsx';

const UNUSED: GrantUse = { base: [], inheriting: [], isTouched: false };
/** A program that reads a file of the project, and nothing else. */
const READS: Uses = {
  preopens: [{ base: ['path_open'], inheriting: ['fd_read', 'fd_seek'], isTouched: true }, UNUSED],
  listen: [],
  stdin: false,
  clocks: false,
  random: false,
  args: false,
  environ: false,
  openFiles: 1,
};

async function bootPanel() {
  const page = boot({ 'main.c': '', 'data/a.txt': 'a' });
  const panel = await mount(page, <PolicyPanel />);
  const policy = (): Policy => selectSettings(page.store.getState())?.policy ?? DEFAULT_POLICY;
  const ended = (outcome: RunOutcome, uses = READS) =>
    panel.doing(() =>
      page.kernel.emit({
        type: 'run',
        phase: {
          phase: 'ended',
          outcome,
          buildMs: 1,
          runMs: 1,
          report: { policy: policy(), uses, comparison: undefined },
        },
      }),
    );
  return { ...page, panel, policy, ended };
}

it('takes back and gives rights with the field of a folder', async () => {
  const { panel, policy } = await bootPanel();
  await panel.enter('Rights', 'read');
  expect(policy().preopens[0]?.inheriting).toContain('fd_read');
  expect(policy().preopens[0]?.inheriting).not.toContain('fd_write');
  expect(policy().preopens[1]).toEqual(DEFAULT_POLICY.preopens[1]);
  await panel.enter('Rights', 'nothing');
  expect(policy().preopens[0]).toMatchObject({ base: [], inheriting: [] });
  await panel.enter('Rights', 'read-write');
  expect(policy()).toEqual(DEFAULT_POLICY);
});

it('grants a folder more, and takes one away', async () => {
  const { panel, policy } = await bootPanel();
  await panel.press('Grant a folder');
  expect(policy().preopens).toHaveLength(3);
  await panel.press('Remove /tmp');
  expect(policy().preopens.map(({ folder }) => folder)).not.toContain('/tmp');
});

it('shows what a run used of what it was granted, and offers the smallest policy', async () => {
  const { panel, ended } = await bootPanel();
  expect(panel.text()).toContain('Run the program, and here is what it needed');
  expect(panel.buttons()).not.toContain('Run again under it');
  await ended({ kind: 'exited', code: 0 });
  const rows = panel.rows('Granted against used');
  expect(rows[0]).toEqual(['Granted', 'Used', 'Surplus']);
  expect(rows.find(([granted]) => granted?.includes('/tmp'))?.[1]).toBe('not used');
  expect(panel.text()).toContain('With the smallest policy that this run needed');
  expect(panel.buttons()).toContain('Run again under it');
});

it('runs again under the smallest policy, and leaves the project’s as it is', async () => {
  const { panel, ended, policy, kernel } = await bootPanel();
  await ended({ kind: 'exited', code: 0 });
  await panel.press('Run again under it');
  await expect
    .poll(() => kernel.asked.find(({ name }) => name === 'run')?.params)
    .toMatchObject({
      repeat: true,
      policy: { preopens: [{ folder: '/project', base: ['path_open'], inheriting: ['fd_read', 'fd_seek'] }] },
    });
  expect(policy()).toEqual(DEFAULT_POLICY);
});

it('offers nothing after a run that was stopped: what it would have needed is not known', async () => {
  const { panel, ended } = await bootPanel();
  await ended({ kind: 'stopped' });
  expect(panel.text()).toContain('It was stopped, so what it would have needed later is not known.');
  expect(panel.buttons()).not.toContain('Run again under it');
});
