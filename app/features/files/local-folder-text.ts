import type { LocalFolderState } from '../../state/local-folder-store.ts';

/** What follows the folder's name, as a sentence. */
export function folderText({ phase, isReadOnly, conflicts }: LocalFolderState): string {
  if (phase.kind === 'stopped') return `stopped. ${phase.why}`;
  if (conflicts.length > 0) return 'and this project were both changed. Neither file is overwritten until you choose:';
  if (isReadOnly) return 'on this computer, read only: what changes here stays in the project.';
  return phase.kind === 'working'
    ? 'on this computer: writing…'
    : 'on this computer: every change is written there while this page is open.';
}
