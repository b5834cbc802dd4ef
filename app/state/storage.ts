import type { StorageState } from '../../runtime/protocol/kernel.ts';
import type { FilesSlice } from './files-slice.ts';
import type { MachineSlice } from './machine-slice.ts';
import type { ProjectSlice } from './project-slice.ts';

/** There is something to be said about the open project: another tab has it, or it was damaged. */
export function selectNeedsCare({ project, storage }: MachineSlice & ProjectSlice): boolean {
  if (project.phase !== 'open') return false;
  return project.access === 'reader' || project.repairs.length > 0 || storage?.phase === 'conflict';
}

const SAVING: StorageState = { phase: 'saving' };

/** How far the storing is. The kernel calls saved what it was sent; what the page still holds back is not. */
export function selectStorage({
  storage,
  unsaved,
  areSettingsUnsaved,
}: FilesSlice & MachineSlice & ProjectSlice): StorageState | undefined {
  return storage?.phase === 'saved' && (areSettingsUnsaved || unsaved.size > 0) ? SAVING : storage;
}
