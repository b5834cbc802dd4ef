import type { KernelEvent } from '../../../runtime/client/kernel-client.ts';
import type { AppStore } from '../../state/store.ts';
import type { DeferredKernel } from './deferred-kernel.ts';
import type { Documents } from '../documents/documents.ts';
import { reasonText, type Kernel } from './kernel.ts';
import type { ProjectActions } from '../projects/project-actions.ts';

interface Parts {
  readonly kernel: DeferredKernel;
  readonly store: AppStore;
  readonly documents: Documents;
  readonly projects: ProjectActions;
}

type Booted = Extract<KernelEvent, { readonly type: 'booted' }>;

/** After the kernel died: starts another one with `begin`, which opens the same project and gets the text that the page kept. */
export async function startAgain(
  { kernel, store, documents, projects }: Parts,
  begin: () => Promise<Kernel>,
): Promise<void> {
  const { project, tabs, activeFile } = store.getState();
  const kept = documents.kept();
  const edited = kept.filter(({ isEdited }) => isEdited);
  store.getState().kernelStarting();
  const next = await begin();
  const booted = new Promise<Booted>((resolve, reject) => {
    next.onEvent((event) => {
      if (event.type === 'booted') resolve(event);
      if (event.type === 'died') reject(new Error(event.why));
    });
  });
  kernel.started(next);
  try {
    const { project: opened, projects: known } = await booted;
    store.getState().projectsListed(known);
    const encoder = new TextEncoder();
    if (project.phase === 'open') {
      const { id, name } = project.summary;
      const isKnown = known.some((one) => one.id === id);
      if (isKnown && opened?.summary.id !== id) projects.show(await kernel.request('openProject', { id }));
      // Of a project that was never stored there is what was open here.
      if (!isKnown)
        await projects.openTemporary({
          name,
          settings: project.settings,
          files: new Map(kept.map(({ path, text }) => [path, encoder.encode(text)])),
        });
      else {
        // In order: the files are written before they are read.
        const written = edited.map(({ path, text }) =>
          kernel.request('writeFile', { projectId: id, path, bytes: encoder.encode(text) }),
        );
        if (opened?.summary.id === id) projects.show(opened);
        for (const tab of tabs) void documents.open(tab);
        if (activeFile !== undefined) void documents.open(activeFile);
        await Promise.all(written);
      }
    } else if (opened) projects.show(opened);
    store.getState().kernelStarted();
  } catch (reason) {
    store.getState().kernelEnded(`it could not be started again (${reasonText(reason)})`);
  }
}
