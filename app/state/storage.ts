import type { StorageState } from '../../runtime/protocol/kernel.ts';
import type { FilesSlice } from './files-slice.ts';
import type { MachineSlice } from './machine-slice.ts';
import type { ProjectSlice } from './project-slice.ts';

const SAVING: StorageState = { phase: 'saving' };

/** How far the storing is. The kernel calls saved what it has been told of; what the page still holds back is not. */
export function selectStorage({
  storage,
  unsaved,
  areSettingsUnsaved,
}: FilesSlice & MachineSlice & ProjectSlice): StorageState | undefined {
  return storage?.phase === 'saved' && (areSettingsUnsaved || unsaved.size > 0) ? SAVING : storage;
}
