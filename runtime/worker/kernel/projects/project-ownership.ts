import type { Host } from '../../../kernel/host.ts';
import type { Project } from '../../../protocol/project.ts';
import type { MountedProject } from './mounted-project.ts';
import type { OpenProject } from './open-project.ts';
import type { ProjectLocks, Release } from './project-lock.ts';
import type { ProjectMaker } from './project-maker.ts';
import type { TabMessage, Tabs } from './tabs.ts';
import type { Turns } from './turns.ts';

/** How long a lock may take that a tab holds which is just going away. */
const PATIENCE_MS = 1500;
/** How long a page may take to hand over what was typed, and a tab to let go of a project. */
const HAND_OVER_MS = 1500;
const TAKE_OVER_MS = 4000;

export interface OwnershipEvents {
  /** The open project is read, held or stored otherwise than before. */
  readonly project: (project: Project, removed: readonly string[]) => void;
  /** The contents of these files are others now. */
  readonly changed: (paths: readonly string[]) => void;
  /** Another tab wants the open project: the page hands over what was typed. */
  readonly handOver: (projectId: string) => void;
}

interface OwnershipParts {
  readonly host: Host;
  readonly locks: ProjectLocks;
  readonly tabs: Tabs;
  readonly turns: Turns;
  readonly mounted: MountedProject;
  readonly maker: ProjectMaker;
  readonly events: OwnershipEvents;
  /** Resolves when nothing runs in the open project any more. */
  readonly leaving: () => Promise<void>;
}

/** Which tab may write the open project: asking other tabs for it, handing it over to them, and reading what they save. */
export class ProjectOwnership {
  readonly #parts: OwnershipParts;
  /** Ends the waiting for the lock of a project that is read here. */
  #waiting = new AbortController();
  #otherTabAnswered: ((id: string) => void) | undefined;
  #isRefreshPlanned = false;

  constructor(parts: OwnershipParts) {
    this.#parts = parts;
  }

  /** What another tab says of a project. */
  heard(message: Exclude<TabMessage, { readonly type: 'projects' | 'saved' }>): void {
    const { mounted, tabs } = this.#parts;
    const { current } = mounted;
    switch (message.type) {
      case 'who':
        if (current?.id === message.id && current.access === 'owner') tabs.say({ type: 'held', id: message.id });
        return;
      case 'held':
        return this.#otherTabAnswered?.(message.id);
      case 'hand-over':
        return this.#askedFor(message.id);
    }
  }

  /** The open project will be another one. */
  leave(): void {
    this.#waiting.abort();
  }

  /** Makes this tab the owner of the open project. */
  async takeOver(): Promise<Project> {
    const current = this.#parts.mounted.get();
    if (current.access === 'owner') return this.#parts.mounted.describe(current);
    this.#waiting.abort();
    const patience = AbortSignal.timeout(TAKE_OVER_MS);
    const lost = (): void => this.lost(this.#parts.mounted.current);
    const free = this.#parts.locks.whenFree(current.id, patience, lost);
    this.#parts.tabs.say({ type: 'hand-over', id: current.id });
    const release = (await free) ?? (await this.#parts.locks.steal(current.id, lost));
    return this.#own(current, release);
  }

  /** The page has handed over everything: saves it and lets go of the project, which is only read here from now on. */
  async giveUp(): Promise<void> {
    const current = this.#parts.mounted.get();
    if (current.access !== 'owner' || current.isTemporary) return;
    await current.flush();
    // What could not be stored stays here, and this tab keeps the project as long as it can.
    if (current.isUnsaved) return;
    await this.#becomeReader(current);
  }

  /** Asks for the lock, and where a tab has it that does not answer, waits a little: it may be going away. */
  async lock(id: string, lost: () => void): Promise<Release | undefined> {
    const free = await this.#parts.locks.ifFree(id, lost);
    if (free) return free;
    const patience = new AbortController();
    const timer = this.#parts.host.timer(PATIENCE_MS, () => patience.abort());
    this.#otherTabAnswered = (answered) => answered === id && patience.abort();
    const waiting = this.#parts.locks.whenFree(id, patience.signal, lost);
    this.#parts.tabs.say({ type: 'who', id });
    try {
      return await waiting;
    } finally {
      timer.dispose();
      this.#otherTabAnswered = undefined;
    }
  }

  /** Another tab has saved `project`, which is only read here. */
  planRefresh(project: OpenProject): void {
    if (this.#isRefreshPlanned) return;
    this.#isRefreshPlanned = true;
    void this.#parts.turns.take(async () => {
      this.#isRefreshPlanned = false;
      if (this.#parts.mounted.current === project) await this.#refresh(project, undefined);
    });
  }

  /** Waits in the background for the tab that has it to close. */
  waitFor(project: OpenProject): void {
    const waiting = (this.#waiting = new AbortController());
    void this.#parts.locks
      .whenFree(project.id, waiting.signal, () => this.lost(this.#parts.mounted.current))
      .then((release) => {
        if (!release) return;
        void this.#parts.turns.take(async () => {
          const { current } = this.#parts.mounted;
          if (waiting.signal.aborted || current?.id !== project.id || current.access === 'owner') release();
          else await this.#own(current, release);
        });
      });
  }

  /** Another tab has taken the lock away. */
  lost(project: OpenProject | undefined): void {
    if (project?.access !== 'owner') return;
    project.release = undefined;
    void this.#parts.turns.take(async () => {
      await project.flush();
      if (project === this.#parts.mounted.current && !project.isUnsaved && !project.isStale)
        await this.#becomeReader(project);
    });
  }

  #askedFor(id: string): void {
    const { current } = this.#parts.mounted;
    if (current?.id !== id || current.access !== 'owner') return;
    this.#parts.events.handOver(id);
    // A page that does not answer cannot hold the other tab up.
    this.#parts.host.timer(HAND_OVER_MS, () => {
      if (this.#parts.mounted.current === current) void this.#parts.turns.take(() => this.giveUp());
    });
  }

  /** Shows a project as it is stored now. */
  async #refresh(before: OpenProject, release: Release | undefined): Promise<Project> {
    const next = await this.#parts.maker.read(before.id, release);
    const { changed, removed } = next.volume.differences(before.volume);
    before.release = undefined;
    before.close();
    this.#parts.mounted.replace(next);
    const described = this.#parts.mounted.describe(next);
    this.#parts.events.project(described, removed);
    if (changed.length > 0) this.#parts.events.changed(changed);
    next.sayAgain();
    return described;
  }

  async #own(current: OpenProject, release: Release | undefined): Promise<Project> {
    try {
      return await this.#refresh(current, release ?? (() => undefined));
    } catch (error) {
      release?.();
      this.waitFor(current);
      throw error;
    }
  }

  async #becomeReader(current: OpenProject): Promise<void> {
    await this.#parts.leaving();
    current.volume.volume.isReadOnly = true;
    current.access = 'reader';
    const { release } = current;
    current.release = undefined;
    this.#parts.events.project(this.#parts.mounted.describe(current), []);
    release?.();
    this.waitFor(current);
  }
}
