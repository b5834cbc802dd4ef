import { fail, type Failure } from '../abi/failure.ts';
import { ok, type Result } from '../base/result.ts';
import type { Resolved } from './resolve.ts';

/**
 * POSIX rename between two resolved places: over a file or an empty directory of the same kind, never across
 * volumes, never into itself. Two names of one inode: nothing happens.
 */
export function rename(from: Resolved, to: Resolved): Result<void, Failure> {
  if (!from.inode) return fail('noent');
  if (!from.parent || !to.parent) return fail('busy');
  const { inode } = from;
  if ((from.mustBeDirectory || to.mustBeDirectory) && inode.kind !== 'directory') return fail('notdir');
  if (inode.volume !== from.parent.volume || (to.inode && to.inode.volume !== to.parent.volume)) return fail('busy');
  if (from.parent.volume !== to.parent.volume) return fail('xdev');
  if (inode === to.inode) return ok(undefined);
  if (inode.kind === 'directory' && inode.contains(to.parent)) return fail('inval');
  // Before anything is removed: a move that fails leaves everything as it was.
  const accepted = to.parent.accepts(to.name, inode);
  if (!accepted.ok) return accepted;
  if (to.inode) {
    const free = replaceable(inode.kind === 'directory', to.inode);
    if (!free.ok) return free;
    const removed = to.parent.unlink(to.name);
    if (!removed.ok) return removed;
  }
  return from.parent.move(from.name, to.parent, to.name);
}

function replaceable(isDirectory: boolean, target: NonNullable<Resolved['inode']>): Result<void, Failure> {
  if (isDirectory && target.kind !== 'directory') return fail('notdir');
  if (!isDirectory && target.kind === 'directory') return fail('isdir');
  if (target.kind === 'directory' && target.entries.size > 0) return fail('notempty');
  return ok(undefined);
}
