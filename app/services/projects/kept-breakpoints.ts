import { readBreakpoints } from '../../../runtime/stops/read-breakpoints.ts';
import type { Breakpoint } from '../../../runtime/stops/stop.ts';
import type { AppStore } from '../../state/store.ts';

const KEY = 'preopen.breakpoints';

/** The breakpoints of a project, as this browser keeps them. */
export function keptBreakpoints(projectId: string): readonly Breakpoint[] {
  return readBreakpoints(all()[projectId]);
}

export function keepBreakpoints(projectId: string, breakpoints: readonly Breakpoint[]): void {
  const others = Object.entries(all()).filter(([id]) => id !== projectId);
  const next = Object.fromEntries(breakpoints.length > 0 ? [...others, [projectId, breakpoints]] : others);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or forbidden: they live as long as the page.
  }
}

/** The project has come with these; without an ID it could not be opened. */
export function bringBreakpoints(
  store: AppStore,
  projectId: string | undefined,
  breakpoints: readonly Breakpoint[],
): void {
  if (projectId === undefined || breakpoints.length === 0) return;
  keepBreakpoints(projectId, breakpoints);
  const { project, breakpointsOpened } = store.getState();
  if (project.phase === 'open' && project.summary.id === projectId) breakpointsOpened(breakpoints);
}

function all(): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Readonly<Record<string, unknown>> | null) };
  } catch {
    return {};
  }
}
