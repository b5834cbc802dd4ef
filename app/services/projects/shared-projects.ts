import { PackingClient } from '../../../runtime/client/packing-client.ts';
import { inOpenProject, selectProjectName } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Documents } from '../documents/documents.ts';
import { saveByLink, type SaveFile } from '../files/downloads.ts';
import { freeName } from '../../text/free-name.ts';
import { reasonText, type Kernel } from '../kernel/kernel.ts';
import type { ProjectActions } from './project-actions.ts';
import type { SettingsSaver } from './settings-saver.ts';

interface Parts {
  readonly kernel: Kernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly projects: ProjectActions;
  readonly saver: SettingsSaver;
  readonly save?: SaveFile;
  readonly packing?: PackingClient;
}

/** What is done about projects that another tab has open, has changed meanwhile, or that cannot be opened. */
export class SharedProjects {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Makes this tab the one that may change the open project. */
  async takeOver(): Promise<void> {
    const { kernel, store } = this.#parts;
    const within = inOpenProject(store.getState());
    await this.#tell('The project was not taken over', () => kernel.request('takeOver', within));
  }

  /** Another tab takes the project: it gets everything that was typed here. */
  async giveUp(projectId: string): Promise<void> {
    const { kernel, documents, saver } = this.#parts;
    documents.handOver();
    void saver.flush();
    // Where another project is open by now, there is nothing to give up.
    await kernel.request('giveUp', { projectId }).catch(() => undefined);
  }

  /** Makes a project of its own of the open one, as it is here, and opens it. */
  async copy(): Promise<void> {
    const { kernel, store, documents, projects } = this.#parts;
    const state = store.getState();
    const name = freeName(
      selectProjectName(state) ?? '',
      state.projects.map((known) => known.name),
    );
    await this.#tell('The project was not copied', async () => {
      documents.handOver();
      projects.show(await kernel.request('copyProject', { ...inOpenProject(state), name }));
      await projects.list();
    });
  }

  /** Shows the open project as it is stored: what was not saved here is gone. */
  async reopen(): Promise<void> {
    const { kernel, store, documents, projects } = this.#parts;
    const { projectId } = inOpenProject(store.getState());
    await this.#tell('The project was not opened', async () => {
      documents.discardAll();
      projects.show(await kernel.request('openProject', { id: projectId }));
    });
  }

  /** Deletes a project that is not open. */
  async remove(id: string): Promise<void> {
    const { projects } = this.#parts;
    await this.#tell('The project was not deleted', async () => {
      await projects.delete(id);
      await projects.list();
    });
  }

  /** What can be read of a project, as a zip. */
  async export(id: string): Promise<void> {
    const { kernel, store, save = saveByLink, packing = new PackingClient() } = this.#parts;
    await this.#tell('The project was not exported', async () => {
      const files = await kernel.request('exportProject', { id });
      if (files.size === 0) throw new Error('None of its files can be read.');
      const name = store.getState().projects.find((known) => known.id === id)?.name ?? 'project';
      save(`${name}.zip`, await packing.zip(files), 'application/zip');
    });
  }

  async #tell(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (reason) {
      this.#parts.store.getState().noticeChanged(`${what}. ${reasonText(reason)}`);
    }
  }
}
