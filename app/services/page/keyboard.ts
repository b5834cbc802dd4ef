import type { AppStore } from '../../state/store.ts';
import type { Action } from './actions.ts';
import { matchesShortcut } from './key-bindings.ts';

/** Carries out the shortcuts of the actions, wherever the focus is. */
export function listenToKeys(
  target: Window,
  actions: Readonly<Record<string, Action>>,
  store: AppStore,
  isMac: boolean,
): void {
  // While capturing, so that the page's shortcuts come before the editor's and the terminal's own.
  target.addEventListener('keydown', (event) => onKeyDown(event, actions, store, isMac), { capture: true });
}

function onKeyDown(
  event: KeyboardEvent,
  actions: Readonly<Record<string, Action>>,
  store: AppStore,
  isMac: boolean,
): void {
  // The press that ends the composition of a character belongs to the input method.
  if (event.isComposing) return;
  const action = Object.values(actions).find(
    ({ shortcut }) => shortcut !== undefined && matchesShortcut(event, shortcut, isMac),
  );
  if (!action) return;
  const state = store.getState();
  if (action.sharesKey === true && !action.isEnabled(state)) return;
  const isModal = state.dialog.kind !== 'none';
  // A disabled action still keeps its key: Ctrl+Enter must not begin to mean something else during a run.
  event.preventDefault();
  event.stopPropagation();
  if (!action.isEnabled(state) || (isModal && action.id !== 'stop')) return;
  action.run();
}
