import type { BuildStore } from '../../../toolchain/build/build-store.ts';
import { KeptBuilds } from './kept-builds.ts';
import type { ProjectStorage } from './project-storage.ts';
import type { ProjectStore } from './project-store.ts';
import type { StoredBuild } from './stored-records.ts';

/** What is stored of the builds of the open project, and what was found of the project that was edited last. */
export class ProjectBuilds {
  readonly #storage: ProjectStorage;
  /** Asked for before the page's first build, which then waits for them. */
  #asked: Promise<readonly StoredBuild[]> | undefined;
  #builtBy: Promise<string | undefined> = Promise.resolve(undefined);

  constructor(storage: ProjectStorage) {
    this.#storage = storage;
  }

  /** Reads those of the project that was edited last: what comes of it is for `opened`, where that project can be opened. */
  find(id: string): Promise<readonly StoredBuild[]> {
    const builds = this.#storage.get().then((store) => store.builds(id));
    this.#builtBy = builds.then(programsToolchain, () => undefined);
    return builds;
  }

  /** Another project is open. `builds`: what is stored of it, where that is known already. */
  opened(builds?: Promise<readonly StoredBuild[]>): void {
    this.#asked = builds;
  }

  /** Whether `toolchain` had made a program of the project that was edited last, when this visit found it. */
  async isBuilt(toolchain: string): Promise<boolean> {
    return (await this.#builtBy) === toolchain;
  }

  /** Keeps what `toolchain` builds of the project that `openId` names; undefined: nothing is kept of the open one. */
  of(toolchain: string, openId: () => string | undefined): BuildStore {
    return new KeptBuilds(toolchain, () => {
      const id = openId();
      if (id === undefined) return undefined;
      const store = (): Promise<ProjectStore> => this.#storage.get();
      const builds = async (): Promise<readonly StoredBuild[]> => {
        const asked = this.#asked ?? (await store()).builds(id);
        // Builds are large, and the same ones are asked for once.
        this.#asked = undefined;
        return await asked;
      };
      return { store, id, builds };
    });
  }
}

function programsToolchain(builds: readonly StoredBuild[]): string | undefined {
  return builds.find(({ kind }) => kind === 'program')?.toolchain;
}
