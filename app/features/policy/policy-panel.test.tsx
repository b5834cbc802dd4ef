// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { DEFAULT_POLICY, NOTHING, type Policy } from '../../../runtime/policy/policy.ts';
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
  expect(panel.text()).toContain('Run the program to compare what it used');
  expect(panel.buttons()).not.toContain('Run again under it');
  await ended({ kind: 'exited', code: 0 });
  const rows = panel.rows('Granted against used');
  expect(rows[0]).toEqual(['Granted', 'Used', 'Unused']);
  expect(rows.find(([granted]) => granted?.includes('/tmp'))?.[1]).toBe('not used');
  expect(panel.text()).toContain('Under the smallest policy that is enough for this run');
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
  expect(panel.text()).toContain('It was stopped, so what it would have needed later is unknown.');
  expect(panel.buttons()).not.toContain('Run again under it');
});

it('undoes and redoes every change, typing into one field as one', async () => {
  const { panel, policy, ended } = await bootPanel();
  expect(panel.button('Undo').disabled).toBe(true);
  await panel.enter('Preset', 'nothing');
  await panel.enter('Clocks', 'coarse');
  for (const text of ['5', '50', '500']) await panel.enter('Step in milliseconds', text);
  await ended({ kind: 'exited', code: 0 });
  await panel.press('Grant a folder');
  expect(policy().preopens).toHaveLength(1);

  const steps = [
    () => expect(policy()).toMatchObject({ preopens: [], clocks: { kind: 'coarse', stepNs: 500e6 } }),
    () => expect(policy().clocks).toEqual({ kind: 'coarse', stepNs: 1e9 }),
    () => expect(policy()).toEqual(NOTHING),
    () => expect(policy()).toEqual(DEFAULT_POLICY),
  ];
  for (const holds of steps) {
    await panel.press('Undo');
    holds();
  }
  expect(panel.button('Undo').disabled).toBe(true);
  for (const holds of steps.slice(0, -1).reverse()) {
    await panel.press('Redo');
    holds();
  }
  await panel.enter('Preset', 'classroom');
  expect(panel.button('Redo').disabled).toBe(true);
});

it('undoes what another panel changed, and begins anew with another project', async () => {
  const { panel, policy, store, services } = await bootPanel();
  await panel.doing(() => store.getState().policyChanged({ random: { kind: 'seeded', seed: 9 } }));
  await panel.press('Undo');
  expect(policy()).toEqual(DEFAULT_POLICY);
  await panel.doing(() => services.projects.create('Another'));
  expect(panel.button('Redo').disabled).toBe(true);
});

it('says where standard input comes from, and leads to where it is written', async () => {
  const { panel, store } = await bootPanel();
  expect(panel.text()).toContain('It comes from the keyboard.');
  await panel.doing(() => store.getState().policyChanged({ stdin: { kind: 'text', text: 'abc' } }));
  expect(panel.text()).toContain('It is a text of 3 characters.');
  await panel.enter('Preset', 'nothing');
  expect(panel.text()).toContain('It is a text of 3 characters.');
  await panel.press('Change it in Input');
  expect(store.getState().activePanel).toBe('input');
});
