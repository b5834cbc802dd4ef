import type { AppStore } from '../../state/store.ts';
import type { Dropped } from './incoming.ts';
import type { LazyService } from '../page/lazy-service.ts';
import type { Uploads } from './uploads.ts';

/** Files may be dropped anywhere on the page; over a folder of the tree, they go into it. */
export function listenToDrops(page: Window, store: AppStore, uploads: LazyService<Uploads>): void {
  // While capturing: the editor and the terminal would make something else of it.
  const listen = (type: 'dragover' | 'drop' | 'dragleave', handle: (event: DragEvent) => void) =>
    page.addEventListener(type, handle, { capture: true });

  listen('dragover', (event) => {
    if (!take(event)) return;
    const isWelcome = store.getState().project.phase === 'open' && store.getState().dialog.kind === 'none';
    if (event.dataTransfer) event.dataTransfer.dropEffect = isWelcome ? 'copy' : 'none';
    show(isWelcome ? folderAt(event.target) : undefined);
  });
  listen('dragleave', (event) => {
    // Out of the window, as against from one element to the next.
    if (event.relatedTarget === null) show(undefined);
  });
  listen('drop', (event) => {
    if (!take(event) || !event.dataTransfer) return;
    const folder = store.getState().dropFolder;
    show(undefined);
    if (folder === undefined) return;
    const dropped = droppedIn(event.dataTransfer);
    uploads(async (part) => part.bring(await part.gather(dropped), folder));
  });

  function show(folder: string | undefined): void {
    if (store.getState().dropFolder !== folder) store.getState().filesDragged(folder);
  }
}

/** Whether files are dragged; then the browser is kept from opening them itself. */
function take(event: DragEvent): boolean {
  if (!event.dataTransfer?.types.includes('Files')) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function folderAt(target: EventTarget | null): string {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-drop-folder]') : null;
  return row?.dataset['dropFolder'] ?? '';
}

/** Must be called while the event is handled: afterwards the browser forgets what was dropped. */
function droppedIn({ items, files }: DataTransfer): readonly Dropped[] {
  const dropped = [...items].flatMap((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []);
  return dropped.length > 0 ? dropped : [...files];
}
