import type { DebugCommand } from '../../../runtime/stops/stop.ts';

/** What can be asked of a stopped program by a press, in the order of the panel. */
export const DEBUG_COMMANDS = [
  { id: 'debug-continue', type: 'continue', title: 'Continue', shortcut: 'F8' },
  { id: 'debug-over', type: 'over', title: 'Step over', shortcut: 'F10' },
  { id: 'debug-into', type: 'into', title: 'Step into', shortcut: 'Shift+F8' },
  { id: 'debug-out', type: 'out', title: 'Step out', shortcut: 'Alt+F8' },
  { id: 'debug-back', type: 'back-over', title: 'Step back', shortcut: 'Alt+F10' },
  { id: 'debug-back-into', type: 'back-into', title: 'Step back into', shortcut: undefined },
  { id: 'debug-back-out', type: 'back-out', title: 'Step back out', shortcut: undefined },
  { id: 'debug-run-back', type: 'run-back', title: 'Run back', shortcut: 'Alt+Shift+F8' },
  { id: 'debug-restart', type: 'restart', title: 'Restart', shortcut: undefined },
] as const satisfies readonly {
  readonly id: string;
  readonly type: DebugCommand['type'];
  readonly title: string;
  readonly shortcut: string | undefined;
}[];

export type DebugActionId = (typeof DEBUG_COMMANDS)[number]['id'];
