import type { FileEntry } from '../../../protocol/project.ts';
import type { Inode } from '../../../vfs/inode.ts';

/** What the page shows of a file or folder beside its name. */
export function entryOf(inode: Inode): Omit<FileEntry, 'path'> {
  if (inode.kind === 'directory') return { kind: 'folder', size: 0 };
  if (inode.kind === 'symbolic_link') return { kind: 'link', size: 0 };
  return { kind: 'file', size: inode.kind === 'regular_file' ? inode.size : 0 };
}
