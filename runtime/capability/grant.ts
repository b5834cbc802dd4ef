import type { Failure } from '../abi/failure.ts';
import { ALL_RIGHTS, NO_RIGHTS, rights, type Rights } from '../abi/rights.ts';
import { ok, type Result } from '../base/result.ts';
import type { Personality, Policy } from '../policy/policy.ts';
import type { DirectoryInode, StreamInode } from '../vfs/inode.ts';
import { lookupAbsolute } from '../vfs/resolve.ts';
import { Capability } from './capability.ts';
import { Descriptor } from './descriptor.ts';
import { FdTable } from './fd-table.ts';

/** What descriptors 0, 1 and 2 are. */
export interface Stdio {
  readonly stdin: StreamInode;
  readonly stdout: StreamInode;
  readonly stderr: StreamInode;
}

/** Which rights count. Modern hosts keep only the difference between reading and writing. */
const ENFORCED: Readonly<Record<Personality, Rights>> = {
  strict: ALL_RIGHTS,
  modern: rights('fd_read', 'fd_write', 'path_create_directory', 'path_create_file', 'path_unlink_file', 'path_remove_directory', 'path_rename_source', 'path_rename_target', 'path_link_target', 'path_symlink', 'path_filestat_set_size', 'path_filestat_set_times'),
};

/**
 * Turns a policy into a process's descriptors. The one door by which authority enters: without `fd_seek` and
 * `fd_tell` on stdio, libc recognises a terminal.
 */
export function grant(policy: Policy, root: DirectoryInode, stdio: Stdio): Result<FdTable, { readonly folder: string; readonly why: Failure }> {
  const fds = new FdTable(policy.limits.openFiles + 3 + policy.preopens.length, ENFORCED[policy.personality]);
  const common = ['fd_filestat_get', 'poll_fd_readwrite', 'fd_fdstat_set_flags'] as const;
  fds.insert(new Descriptor(Capability.preopen(stdio.stdin, rights('fd_read', ...common), NO_RIGHTS), 'stdin'));
  fds.insert(new Descriptor(Capability.preopen(stdio.stdout, rights('fd_write', ...common), NO_RIGHTS), 'stdout'));
  fds.insert(new Descriptor(Capability.preopen(stdio.stderr, rights('fd_write', ...common), NO_RIGHTS), 'stderr'));
  for (const { folder, guest, base, inheriting } of policy.preopens) {
    const found = lookupAbsolute(root, folder);
    if (!found.ok) return { ok: false, error: { folder, why: found.error } };
    const inode = found.value.inode;
    if (inode?.kind !== 'directory') {
      const why: Failure = { kind: 'errno', errno: inode ? 'notdir' : 'noent' };
      return { ok: false, error: { folder, why } };
    }
    fds.insert(new Descriptor(Capability.preopen(inode, rights(...base), rights(...inheriting)), guest, { preopen: guest }));
  }
  return ok(fds);
}
