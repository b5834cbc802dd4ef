import { MAX_PATH_BYTES } from '../abi/path-limit.ts';
import { fail, type Failure } from '../abi/failure.ts';
import type { WalkStep } from '../abi/walk.ts';
import { err, ok, type Result } from '../base/result.ts';
import { MAX_NAME_BYTES, nameBytes, type DirectoryInode, type Inode } from './inode.ts';

const MAX_SYMLINKS = 40;

/**
 * Where a path led. `inode` is undefined when only the last name is missing; `parent` and `name` are
 * undefined when the path names a directory by `.`, `..` or an expansion ending there, which has no name to
 * create, remove or rename.
 */
export type Resolved = (Named | Unnamed) & {
  readonly inode: Inode | undefined;
  /** The path ended in a slash, so nothing but a directory will do. */
  readonly mustBeDirectory: boolean;
};
/**
 * What happens to a symbolic link at the end of a path. `follow`; `keep`: only a trailing slash follows it, as for
 * `lstat`; `entry`: the path names an entry to make, remove or move, so the entry is what counts, even with a slash
 * after it (`mkdir("link/")` never makes what the link points to). With `entry`, the caller looks at `mustBeDirectory`.
 */
export type FinalLink = 'follow' | 'keep' | 'entry';

/** Called with each step of a walk of a watched program. `at`: the directory that the step was made in. */
export type Witness = (step: WalkStep, at: DirectoryInode) => void;

interface Named {
  readonly parent: DirectoryInode;
  readonly name: string;
}
interface Unnamed {
  readonly parent: undefined;
  readonly name: undefined;
}

/**
 * Walks `path` from `start`, one component at a time, holding every directory passed through.
 *
 * `..` returns to the directory that was held, not to a textual parent: `a/../b` and `b` differ once `a` is
 * a symbolic link. Going above `start`, an absolute path, and a link that does either are refused even when
 * the rest of the path would come back inside, because success would tell the guest what lies outside
 * (WASI filesystem, path resolution). The string is never normalised first. `witness` is called with each step.
 */
export function resolve(
  start: DirectoryInode,
  path: string,
  final: FinalLink,
  witness?: Witness,
): Result<Resolved, Failure> {
  if (path.length === 0) return fail('noent');
  if (path.includes('\0')) return fail('inval');
  if (path.length > MAX_PATH_BYTES || nameBytes(path) > MAX_PATH_BYTES) return fail('nametoolong');
  const escaped = err<Failure>({ kind: 'escaped', path });
  if (path.startsWith('/')) {
    witness?.({ name: '/', did: 'stepped-out' }, start);
    return escaped;
  }

  const held: DirectoryInode[] = [start];
  /** Components still to walk, the next one last. */
  const ahead = split(path);
  let mustBeDirectory = endsAtDirectory(path);
  let links = 0;

  for (;;) {
    const here = held.at(-1) ?? start;
    const component = ahead.pop();
    if (component === undefined) return ok({ parent: undefined, name: undefined, inode: here, mustBeDirectory });
    if (component === '.') continue;
    if (component === '..') {
      witness?.({ name: component, did: held.length === 1 ? 'stepped-out' : 'went-back' }, here);
      if (held.length === 1) return escaped;
      held.pop();
      continue;
    }
    const isLast = ahead.length === 0;
    const inode = here.lookup(component);
    if (inode === undefined) {
      if (nameBytes(component) > MAX_NAME_BYTES) return fail('nametoolong');
      witness?.({ name: component, did: 'found-nothing' }, here);
      if (!isLast) return fail('noent');
      return ok({ parent: here, name: component, inode: undefined, mustBeDirectory });
    }
    if (inode.kind === 'symbolic_link' && (!isLast || final === 'follow' || (final === 'keep' && mustBeDirectory))) {
      // A trailing slash asks for the directory that the link names, with any lookup flags.
      witness?.({ name: component, did: 'followed-link', target: inode.target }, here);
      if (++links > MAX_SYMLINKS) return fail('loop');
      if (inode.target.startsWith('/')) {
        witness?.({ name: '/', did: 'stepped-out' }, here);
        return escaped;
      }
      if (inode.target.length === 0) return fail('noent');
      if (isLast && endsAtDirectory(inode.target)) mustBeDirectory = true;
      ahead.push(...split(inode.target));
      continue;
    }
    witness?.({ name: component, did: inode.kind === 'directory' ? 'entered' : 'found', kind: inode.kind }, here);
    if (isLast) {
      if (final !== 'entry' && mustBeDirectory && inode.kind !== 'directory') return fail('notdir');
      return ok({ parent: here, name: component, inode, mustBeDirectory });
    }
    if (inode.kind !== 'directory') return fail('notdir');
    held.push(inode);
  }
}

/** Components, the first one last. Empty ones (`a//b`, `a/`) mean nothing. */
function split(path: string): string[] {
  return path
    .split('/')
    .filter((component) => component !== '')
    .reverse();
}

function endsAtDirectory(path: string): boolean {
  return path.endsWith('/');
}

/** Walks an absolute path of the machine's own name space, for policies and services: never for a guest. */
export function lookupAbsolute(root: DirectoryInode, path: string): Result<Resolved, Failure> {
  const relative = path.replace(/^\/+/, '');
  return resolve(root, relative === '' ? '.' : relative, 'follow');
}
