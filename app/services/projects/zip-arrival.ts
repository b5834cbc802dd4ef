import { PackingClient } from '../../../runtime/client/packing-client.ts';
import type { LinkedProject } from '../../../runtime/links/linked-project.ts';
import type { Policy } from '../../../runtime/policy/policy.ts';
import { DEFAULT_SETTINGS } from '../../../runtime/protocol/project.ts';
import type { AppStore } from '../../state/store.ts';
import { freeName } from '../../text/free-name.ts';
import { projectNameProblem } from '../../text/name-rules.ts';
import { reasonText } from '../kernel/kernel.ts';
import { bringBreakpoints } from './kept-breakpoints.ts';
import type { ProjectActions } from './project-actions.ts';

interface Parts {
  readonly store: AppStore;
  readonly projects: ProjectActions;
  readonly packing?: PackingClient;
  /** Asks for a file of this computer; undefined: none was chosen. */
  readonly choose?: () => Promise<File | undefined>;
}

/** More than any zip that is made here. */
const MOST_BYTES = 64 << 20;
const NOT_OPENED = 'The zip was not opened.';

/** Projects that come as a zip: shown first, and stored when the visitor says so. */
export class ZipArrival {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async choose(): Promise<void> {
    const file = await (this.#parts.choose ?? chooseZip)();
    if (file) await this.arrived(file);
  }

  /** Asks about the project in the file, or says why there is none. */
  async arrived(file: File): Promise<void> {
    const { store, packing = new PackingClient() } = this.#parts;
    const { dialogChanged, noticeChanged } = store.getState();
    try {
      if (file.size > MOST_BYTES) throw new Error('It is larger than 64 MB.');
      const read = await packing.readZip(new Uint8Array(await file.arrayBuffer()));
      if (!read.ok) throw new Error(read.error);
      const { name, settings, files, folders, breakpoints, refused } = read.value;
      if (files.size === 0 && folders.length === 0)
        throw new Error(
          refused.length > 0 ? 'None of its entries can be a file of a project.' : 'There is nothing in it.',
        );
      const title = name ?? file.name.replace(/\.zip$/i, '');
      const project: LinkedProject = {
        name: projectNameProblem(title) === undefined ? title : 'From a zip',
        settings: settings ?? DEFAULT_SETTINGS,
        files,
        folders,
        ...(breakpoints.length > 0 && { breakpoints }),
      };
      dialogChanged({ kind: 'zip', project, refused });
    } catch (reason) {
      noticeChanged(`${NOT_OPENED} ${reasonText(reason)}`);
    }
  }

  /** The visitor wants it, with these grants: it is stored, and opened. */
  async open({ name, settings, files, folders, breakpoints = [] }: LinkedProject, policy: Policy): Promise<void> {
    const { store, projects } = this.#parts;
    const taken = store.getState().projects.map((known) => known.name);
    const made = await projects.make({
      name: freeName(name, taken),
      files,
      folders,
      settings: { ...settings, policy },
    });
    bringBreakpoints(store, made, breakpoints);
  }
}

function chooseZip(): Promise<File | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.zip,application/zip';
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}
