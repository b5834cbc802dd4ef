import { MAX_PATH_BYTES } from '../../abi/path-limit.ts';
import { fail, type Failure } from '../../abi/failure.ts';
import { flag } from '../../abi/flags.ts';
import { intersect, permits, rights, type Rights } from '../../abi/rights.ts';
import { joinPath } from '../../base/join-path.ts';
import { err, ok, type Result } from '../../base/result.ts';
import { Descriptor } from '../../capability/descriptor.ts';
import { DirectoryInode, FileInode, nameBytes, SymlinkInode, type Inode } from '../../vfs/inode.ts';
import { resolve, type FinalLink, type Resolved } from '../../vfs/resolve.ts';
import { rename } from '../../vfs/rename.ts';
import type { Handlers } from '../dispatch/handlers.ts';
import { FREE_OF_DIRECTORY, FREE_OF_FILE, INHERITABLE, opening } from './opening.ts';
import type { Process } from '../process/process.ts';
import { filestatOf, setTimes } from './stat.ts';

const FOLLOW = flag('lookupflags', 'symlink_follow');
const CREAT = flag('oflags', 'creat');
const DIRECTORY = flag('oflags', 'directory');
const EXCL = flag('oflags', 'excl');
const TRUNC = flag('oflags', 'trunc');

const WRITE = rights('fd_write');

export const path = {
  path_create_directory(process, { fd, path }) {
    const at = locate(process, fd, path, 'entry');
    if (!at.ok) return at;
    if (at.value.inode || !at.value.parent) return fail('exist');
    const { parent, name } = at.value;
    return linked(parent.link(name, new DirectoryInode(parent.volume)));
  },

  path_filestat_get(process, { fd, flags, path }) {
    const at = locateExisting(process, fd, path, finalLink(flags));
    return at.ok ? ok({ buf: filestatOf(at.value.inode) }) : at;
  },

  path_filestat_set_times(process, { fd, flags, path, atim, mtim, fst_flags }) {
    const at = locateExisting(process, fd, path, finalLink(flags));
    return at.ok ? setTimes(at.value.inode, atim, mtim, fst_flags) : at;
  },

  path_link(process, { old_fd, old_flags, old_path, new_fd, new_path }) {
    const from = locateExisting(process, old_fd, old_path, finalLink(old_flags));
    if (!from.ok) return from;
    if (from.value.inode.kind === 'directory') return fail('perm');
    const to = locate(process, new_fd, new_path, 'entry');
    if (!to.ok) return to;
    if (to.value.inode || !to.value.parent) return fail('exist');
    if (to.value.mustBeDirectory) return fail('noent');
    if (to.value.parent.volume !== from.value.inode.volume) return fail('xdev');
    return linked(to.value.parent.link(to.value.name, from.value.inode));
  },

  path_open(process, { fd, dirflags, path, oflags, fs_rights_base, fs_rights_inheriting, fdflags }) {
    if (oflags & CREAT && oflags & DIRECTORY) return fail('inval');
    // A link is something that exists: to create exclusively is never to create what one points to.
    const isExclusive = (oflags & CREAT) !== 0 && (oflags & EXCL) !== 0;
    const isAdapted = fd.takesReport(intersect(fs_rights_inheriting, INHERITABLE), INHERITABLE);
    // What is to be created is a file, and a trailing slash asks for a directory, also where nothing is there.
    const isSlashed = (oflags & CREAT) !== 0 && path.endsWith('/');
    const at = locate(process, fd, path, isSlashed ? 'entry' : isExclusive ? 'keep' : finalLink(dirflags));
    if (!at.ok) return at;
    if (isSlashed) return fail('isdir');

    const existing = at.value.inode;
    const usable = existing ? openable(existing, oflags, fs_rights_base) : creatable(at.value, oflags);
    if (!usable.ok) {
      // Whether it was to be written may have decided that.
      fd.needBeneath(intersect(fs_rights_base, WRITE));
      return usable;
    }

    const wanted = { base: fs_rights_base, inheriting: fs_rights_inheriting };
    const opens = opening(fd.capability, existing?.kind ?? 'regular_file', wanted, process.fds);
    if (opens.refused) {
      fd.touch();
      return err(opens.refused);
    }
    if (!isAdapted || !process.fds.opensAsAsked) fd.needBeneath(opens.asked);
    if (process.fds.isFull) return fail('mfile');

    const opened = existing ? truncated(existing, oflags) : created(at.value);
    if (!opened.ok) return opened;
    const capability = fd.capability.attenuate(opened.value, opens.given.base, opens.given.inheriting);
    const inserted = process.fds.insert(
      new Descriptor(capability, joinPath(fd.origin, path), {
        flags: fdflags,
        parent: fd,
        needs: fd.needsBeneath,
        place: at.value.parent && { parent: at.value.parent, name: at.value.name },
        gate: fd.gate,
        free: opened.value.kind === 'directory' ? FREE_OF_DIRECTORY : FREE_OF_FILE,
      }),
    );
    return inserted.ok ? ok({ opened_fd: inserted.value }) : inserted;
  },

  path_readlink(process, { fd, path, buf }) {
    const at = locateExisting(process, fd, path, 'keep');
    if (!at.ok) return at;
    if (at.value.inode.kind !== 'symbolic_link') return fail('inval');
    const target = encoder.encode(at.value.inode.target);
    const bufused = Math.min(target.length, buf.length);
    buf.bytes.set(target.subarray(0, bufused), buf.start);
    return ok({ bufused });
  },

  path_remove_directory(process, { fd, path }) {
    const at = locateExisting(process, fd, path, 'entry');
    if (!at.ok) return at;
    const { inode, parent, name } = at.value;
    if (inode.kind !== 'directory') return fail('notdir');
    if (!parent || inode.volume !== parent.volume) return fail(parent ? 'busy' : 'inval');
    if (inode.entries.size > 0) return fail('notempty');
    return linked(parent.unlink(name));
  },

  path_rename(process, { fd, old_path, new_fd, new_path }) {
    const from = locate(process, fd, old_path, 'entry');
    if (!from.ok) return from;
    const to = locate(process, new_fd, new_path, 'entry');
    if (!to.ok) return to;
    return linked(rename(from.value, to.value));
  },

  path_symlink(process, { old_path, fd, new_path }) {
    if (old_path === '') return fail('noent');
    if (old_path.includes('\0')) return fail('inval');
    if (nameBytes(old_path) > MAX_PATH_BYTES) return fail('nametoolong');
    // Following it would be refused for certain: it points into a name space that no guest has.
    if (old_path.startsWith('/')) return err({ kind: 'escaped', path: old_path });
    const at = locate(process, fd, new_path, 'entry');
    if (!at.ok) return at;
    if (at.value.inode || !at.value.parent) return fail('exist');
    if (at.value.mustBeDirectory) return fail('noent');
    const { parent, name } = at.value;
    return linked(parent.link(name, new SymlinkInode(parent.volume, old_path)));
  },

  path_unlink_file(process, { fd, path }) {
    const at = locateExisting(process, fd, path, 'entry');
    if (!at.ok) return at;
    const { inode, parent, name, mustBeDirectory } = at.value;
    if (inode.kind === 'directory') return fail('isdir');
    if (mustBeDirectory) return fail('notdir');
    return parent ? linked(parent.unlink(name)) : fail('inval');
  },
} satisfies Partial<Handlers>;

const encoder = new TextEncoder();

type OpenDirectory = Descriptor & { readonly inode: DirectoryInode };

function finalLink(lookupflags: number): FinalLink {
  return lookupflags & FOLLOW ? 'follow' : 'keep';
}

function locate(
  process: Process,
  descriptor: OpenDirectory,
  path: string,
  final: FinalLink,
): Result<Resolved, Failure> {
  return resolve(descriptor.inode, path, final, process.tracer?.walks(descriptor, path));
}

function locateExisting(
  process: Process,
  descriptor: OpenDirectory,
  path: string,
  final: FinalLink,
): Result<Resolved & { readonly inode: Inode }, Failure> {
  const at = locate(process, descriptor, path, final);
  if (!at.ok) return at;
  return at.value.inode ? ok(at.value as Resolved & { readonly inode: Inode }) : fail('noent');
}

function openable(inode: Inode, oflags: number, base: Rights): Result<object, Failure> {
  if (oflags & CREAT && oflags & EXCL) return fail('exist');
  if (inode.kind === 'symbolic_link') return fail(oflags & DIRECTORY ? 'notdir' : 'loop');
  if (oflags & DIRECTORY && inode.kind !== 'directory') return fail('notdir');
  if (inode.kind === 'directory' && oflags & (CREAT | TRUNC)) return fail('isdir');
  if (inode.kind === 'directory' && permits(base, WRITE)) return fail('isdir');
  if (inode.volume.isReadOnly && (permits(base, WRITE) || oflags & TRUNC)) return fail('rofs');
  return ok({});
}

function creatable(at: Resolved, oflags: number): Result<object, Failure> {
  if (!(oflags & CREAT)) return fail('noent');
  return at.mustBeDirectory ? fail('isdir') : ok({});
}

function truncated(inode: Inode, oflags: number): Result<Inode, Failure> {
  if (!(oflags & TRUNC) || inode.kind !== 'regular_file') return ok(inode);
  const resized = inode.resize(0);
  return resized.ok ? ok(inode) : resized;
}

function created(at: Resolved): Result<Inode, Failure> {
  if (!at.parent) return fail('isdir');
  const file = new FileInode(at.parent.volume);
  const done = at.parent.link(at.name, file);
  return done.ok ? ok(file) : done;
}

function linked(done: Result<unknown, Failure>): Result<object, Failure> {
  return done.ok ? ok({}) : done;
}
