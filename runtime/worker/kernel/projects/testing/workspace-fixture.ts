import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Kernel } from '../../../../kernel/kernel.ts';
import type { StorageState } from '../../../../protocol/kernel.ts';
import type { Project, ProjectSummary } from '../../../../protocol/project.ts';
import { ProjectLocks } from '../project-lock.ts';
import { Workspace, type BetweenTabs } from '../workspace.ts';

/** Removes all that was stored before. */
export function clearStorage(): void {
  indexedDB = new IDBFactory();
}

/** A kernel's timers that are due when the test says so. */
class Timers {
  #now = 0;
  #waiting: { readonly at: number; readonly due: () => void }[] = [];

  get nowMs(): number {
    return this.#now;
  }

  timer = (ms: number, due: () => void) => {
    const waiting = { at: this.#now + ms, due };
    this.#waiting.push(waiting);
    return { dispose: () => void (this.#waiting = this.#waiting.filter((one) => one !== waiting)) };
  };

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#waiting.filter(({ at }) => at <= this.#now).sort((a, b) => a.at - b.at);
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now);
    for (const one of due) one.due();
  }
}

export interface BootedWorkspace {
  readonly workspace: Workspace;
  readonly timers: Timers;
  readonly states: StorageState[];
  readonly projects: Project[];
  readonly lists: (readonly ProjectSummary[])[];
  readonly changed: string[];
  /** Ids of projects that were left before they could be stored, and are now. */
  readonly stored: string[];
  readonly opened: Project | undefined;
}

let visits = 0;
let clock = 0;

/** A tab's workspace over the storage that all tabs of a test share. */
export async function bootWorkspace(
  between?: BetweenTabs,
  journals?: ReadonlyMap<string, string>,
): Promise<BootedWorkspace> {
  const { opening, ...started } = startWorkspace(between, journals);
  return { ...started, opened: await opening };
}

/** As `bootWorkspace`, while it opens. */
export function startWorkspace(
  between: BetweenTabs = { locks: new ProjectLocks(undefined), channel: undefined },
  journals: ReadonlyMap<string, string> = new Map(),
): Omit<BootedWorkspace, 'opened'> & { readonly opening: Promise<Project | undefined> } {
  const timers = new Timers();
  const visit = ++visits;
  let random = 0;
  const kernel = new Kernel({
    // Later than any time that an earlier visit saw.
    wallNs: () => (1_700_000_000_000 + ++clock + timers.nowMs) * 1e6,
    monotonicNs: () => timers.nowMs * 1e6,
    random: (bytes) => {
      random += 1;
      bytes.forEach((_, i) => (bytes[i] = i < 4 ? (visit >> (8 * i)) & 255 : (random >> (8 * (i - 4))) & 255));
    },
    timer: timers.timer,
  });
  const states: StorageState[] = [];
  const projects: Project[] = [];
  const lists: (readonly ProjectSummary[])[] = [];
  const changed: string[] = [];
  const stored: string[] = [];
  const workspace: Workspace = new Workspace(
    kernel,
    {
      storage: (state) => void states.push(state),
      stored: (id) => void stored.push(id),
      files: () => undefined,
      changed: (paths) => void changed.push(...paths),
      project: (project) => void projects.push(project),
      projects: (list) => void lists.push(list),
      handOver: () => void workspace.turns.take(() => workspace.ownership.giveUp()),
    },
    between,
    () => Promise.resolve(),
  );
  const opening = workspace.turns.take(() => workspace.open(false, journals));
  return { workspace, timers, states, projects, lists, changed, stored, opening };
}

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

export function newProject(name: string, files: Readonly<Record<string, string>>) {
  return { name, files: new Map(Object.entries(files).map(([path, content]) => [path, bytes(content)])) };
}
