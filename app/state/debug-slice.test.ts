import { expect, it } from 'vitest';
import type { DebugEvent, ShownStop } from '../../runtime/stops/stop.ts';
import { DEFAULT_PREFERENCES } from './view-slice.ts';
import { selectPast } from './past-terminal.ts';
import { createAppStore } from './store.ts';

const terminal = { before: 'A number? ', later: '4' };
const stopped: DebugEvent = {
  type: 'stopped',
  stop: { position: 3, reason: 'step', terminal } as unknown as ShownStop,
};

function after(...events: readonly DebugEvent[]) {
  const store = createAppStore(DEFAULT_PREFERENCES);
  for (const event of events) store.getState().debugHeard(event);
  return store.getState();
}

it('knows that the program waits for input, whichever of two messages comes first', () => {
  const waiting: DebugEvent = { type: 'waiting', isWaiting: true };
  expect(after(stopped, { type: 'running' }, waiting).debug).toMatchObject({ isWaiting: true });
  expect(after(stopped, waiting, { type: 'running' }).debug).toMatchObject({ isWaiting: true });
  expect(after(stopped, { type: 'running' }, waiting, { type: 'waiting', isWaiting: false }).debug).not.toHaveProperty(
    'isWaiting',
  );
});

it('shows the terminal of an earlier moment until the program calls in earnest', () => {
  expect(selectPast(after(stopped))).toEqual(terminal);
  expect(selectPast(after(stopped, { type: 'running' }))).toEqual(terminal);
  expect(selectPast(after(stopped, { type: 'running' }, { type: 'running' }))).toBeUndefined();
  expect(selectPast(after(stopped, { type: 'waiting', isWaiting: true }))).toBeUndefined();
  expect(selectPast(after(stopped, { type: 'running' }, { type: 'ended' }))).toBeUndefined();
});

it('knows of a change of the text from the start of the build on, and forgets a moment of the trace with the run', () => {
  const store = createAppStore(DEFAULT_PREFERENCES);
  store.setState({ isDebuggedTextOld: false });
  store.getState().textEdited();
  store.getState().debugHeard(stopped);
  expect(store.getState().isDebuggedTextOld).toBe(true);
  store.getState().momentTraced(3);
  store.getState().debugHeard({ type: 'ended' });
  expect(store.getState().tracedMoment).toBeUndefined();
});
