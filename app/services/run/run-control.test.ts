import { expect, it, vi } from 'vitest';
import type { ProgramOutcome } from '../../../runtime/project/program-outcome.ts';
import type { RunPhase } from '../../../runtime/protocol/run.ts';
import type { DebugEvent, ShownStop } from '../../../runtime/stops/stop.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import { boot } from '../testing/fake-kernel.ts';

const RUNNING: RunPhase = { phase: 'running', buildMs: 1 };

it('runs a module instead of the project, which is then not what was built', async () => {
  const { kernel, store, services } = boot({ 'add.wasm': 'x' });
  await vi.waitFor(() => expect(store.getState().documents['add.wasm']?.phase).toBe('module'));
  expect(services.actions['run-module'].isEnabled(store.getState())).toBe(true);
  services.actions['run-module'].run();
  await vi.waitFor(() => expect(kernel.asked.at(-1)).toMatchObject({ name: 'run', params: { module: 'add.wasm' } }));
  kernel.emit({ type: 'run', phase: RUNNING });
  expect(store.getState().builtProject).toBeUndefined();
});

it('asks for a run after what was typed, without waiting for that to be written', async () => {
  const { kernel, store, services } = boot({ 'main.c': '' });
  await vi.waitFor(() => expect(services.documents.get('main.c')).toBeDefined());
  const type = (text: string): void => {
    services.documents.get('main.c')?.replace(text);
    services.documents.get('main.c')?.edited();
  };
  const ran = (times: number): Promise<void> =>
    vi.waitFor(() => expect(kernel.asked.filter(({ name }) => name === 'run')).toHaveLength(times));
  const ended: RunPhase = { phase: 'ended', outcome: { kind: 'stopped' }, buildMs: 1, runMs: 1 };
  services.actions.run.run();
  await ran(1);
  expect(selectIsBusy(store.getState())).toBe(true);
  kernel.emit({ type: 'run', phase: ended });

  type('int x;\n');
  services.actions.run.run();
  expect(kernel.asked.slice(-2).map(({ name }) => name)).toEqual(['writeFile', 'run']);
  kernel.emit({ type: 'run', phase: ended });

  // What is typed while that is being written is written after it, and then comes the run.
  type('int y;\n');
  services.actions.run.run();
  await ran(3);
  expect(kernel.asked.slice(-2).map(({ name }) => name)).toEqual(['writeFile', 'run']);
  await vi.waitFor(() => expect(new TextDecoder().decode(kernel.files.get('main.c'))).toBe('int y;\n'));
  await vi.waitFor(() => expect(store.getState().unsaved.size).toBe(0));
});

it('hands over once what is on its way already, for a second writing would end what is being built of it', async () => {
  const { kernel, services } = boot({ 'main.c': '' });
  await vi.waitFor(() => expect(services.documents.get('main.c')).toBeDefined());
  services.documents.get('main.c')?.edited();
  services.documents.handOver();
  services.actions.run.run();
  await vi.waitFor(() => expect(kernel.asked.at(-1)?.name).toBe('run'));
  expect(kernel.asked.filter(({ name }) => name === 'writeFile')).toHaveLength(1);
});

it('ends a debugged program that is over, and runs', async () => {
  const { kernel, store, services } = boot({ 'main.c': '' });
  await vi.waitFor(() => expect(services.documents.get('main.c')).toBeDefined());
  services.actions.debug.run();
  await vi.waitFor(() => expect(kernel.asked.at(-1)?.name).toBe('run'));
  kernel.emit({ type: 'run', phase: RUNNING });
  const stop = { position: 9, reason: 'end' } as unknown as ShownStop;
  const stopped = (outcome?: ProgramOutcome): void =>
    store.getState().debugHeard({ type: 'stopped', stop, outcome } as Extract<DebugEvent, { type: 'stopped' }>);
  stopped();
  expect(services.actions.run.isEnabled(store.getState())).toBe(false);
  stopped({ kind: 'exited', status: 0 } as unknown as ProgramOutcome);
  expect(services.actions.run.isEnabled(store.getState())).toBe(true);

  services.actions.run.run();
  await vi.waitFor(() => expect(kernel.posted.at(-1)).toEqual({ type: 'stop' }));
  kernel.emit({ type: 'run', phase: { phase: 'ended', outcome: { kind: 'stopped' }, buildMs: 1, runMs: 1 } });
  await vi.waitFor(() => expect(kernel.asked.filter(({ name }) => name === 'run')).toHaveLength(2));
});

it('remembers which project was built', async () => {
  const { kernel, store, services } = boot({ 'main.c': '' });
  services.actions.run.run();
  await vi.waitFor(() => expect(kernel.asked.map(({ name }) => name)).toContain('run'));
  kernel.emit({ type: 'run', phase: RUNNING });
  expect(store.getState().builtProject).toBe('first');
});

it('runs again what ran last, after what still runs has ended', async () => {
  const { kernel, store, services } = boot({ 'add.wasm': 'x' });
  await vi.waitFor(() => expect(store.getState().documents['add.wasm']?.phase).toBe('module'));
  services.actions['run-module'].run();
  await vi.waitFor(() => expect(kernel.asked.at(-1)?.name).toBe('run'));
  kernel.emit({ type: 'run', phase: RUNNING });
  services.policy((part) => part.allow({ kind: 'add-socket', port: 80 }));
  await vi.waitFor(() => expect(kernel.posted).toContainEqual({ type: 'stop' }));
  const runs = () => kernel.asked.filter(({ name }) => name === 'run');
  expect(runs()).toHaveLength(1);
  kernel.emit({ type: 'run', phase: { phase: 'ended', outcome: { kind: 'stopped' }, buildMs: 1, runMs: 1 } });
  await vi.waitFor(() => expect(runs()).toHaveLength(2));
  expect(runs()[1]?.params).toMatchObject({ module: 'add.wasm', settings: { policy: { listen: [{ port: 80 }] } } });
});
