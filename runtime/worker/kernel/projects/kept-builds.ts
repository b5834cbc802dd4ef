import {
  NOTHING_KEPT,
  type BuildChange,
  type BuildStore,
  type KeptBuild,
} from '../../../toolchain/build/build-store.ts';
import type { ProjectStore } from './project-store.ts';
import type { StoredBuild } from './stored-records.ts';

/** How long changes gather before they are written together. */
const DELAY_MS = 500;
/** What is larger is built again: the space is worth more than the time. */
const LARGEST = 32 << 20;
const PROGRAM = 'program';

/** Where a project is stored. */
export interface Place {
  readonly store: () => Promise<ProjectStore>;
  readonly id: string;
  /** What was built of it and is stored. */
  readonly builds: () => Promise<readonly StoredBuild[]>;
}

/** Keeps what is built of stored projects beside them. */
export class KeptBuilds implements BuildStore {
  readonly #toolchain: string;
  readonly #place: () => Place | undefined;
  #changes = new Map<string, StoredBuild | undefined>();
  #changesOf: Place | undefined;

  /** `toolchain`: another for every one. `place`: of the open project; undefined when it is not stored. */
  constructor(toolchain: string, place: () => Place | undefined) {
    this.#toolchain = toolchain;
    this.#place = place;
  }

  async load(): Promise<KeptBuild> {
    await this.#write();
    const place = this.#place();
    if (!place) return NOTHING_KEPT;
    try {
      const builds = (await place.builds()).filter(({ toolchain }) => toolchain === this.#toolchain);
      return {
        objects: builds.flatMap((build) => (build.kind === 'object' ? [build.made] : [])),
        programs: builds.flatMap((build) => (build.kind === PROGRAM ? [build.made] : [])),
      };
    } catch {
      return NOTHING_KEPT;
    }
  }

  save({ objects = [], dropped = [], program, droppedPrograms = [] }: BuildChange): void {
    const place = this.#place();
    if (place?.id !== this.#changesOf?.id) void this.#write();
    if (!place) return;
    if (!this.#changesOf) setTimeout(() => void this.#write(), DELAY_MS);
    this.#changesOf = place;
    const toolchain = this.#toolchain;
    for (const path of dropped) this.#changes.set(nameOf(path), undefined);
    for (const made of objects) {
      const isKept = made.object.length <= LARGEST;
      this.#changes.set(nameOf(made.path), isKept ? { toolchain, kind: 'object', made } : undefined);
    }
    for (const main of droppedPrograms) this.#changes.set(programName(main), undefined);
    if (program) {
      const isKept = program.program.length <= LARGEST;
      this.#changes.set(programName(program.main), isKept ? { toolchain, kind: PROGRAM, made: program } : undefined);
    }
  }

  async #write(): Promise<void> {
    const place = this.#changesOf;
    if (!place) return;
    const changes = this.#changes;
    this.#changesOf = undefined;
    this.#changes = new Map();
    try {
      await (await place.store()).saveBuilds(place.id, changes);
    } catch {
      // What a project is made of needs the space more.
      await place
        .store()
        .then((store) => store.deleteBuilds())
        .catch(() => undefined);
    }
  }
}

function programName(main: string): string {
  return main === '' ? PROGRAM : `${PROGRAM}:${main}`;
}

function nameOf(path: string): string {
  return `object:${path}`;
}
