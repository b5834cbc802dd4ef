import { flagNames, type FlagName } from '../../abi/flags.ts';
import { rightNames } from '../../abi/rights.ts';
import type { RightsPair } from '../../capability/capability.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import type { DescriptorRow, RowRights } from '../../trace/descriptor-row.ts';
import type { DirectoryEntry, Inode } from '../../vfs/inode.ts';
import type { Process } from '../process/process.ts';

/** What the page shows of a descriptor that `process` holds. */
export function rowOf(descriptor: Descriptor, fd: number, { number, name }: Process): DescriptorRow {
  const { capability, inode, root, gate, parent, handed } = descriptor;
  return {
    id: descriptor.id,
    fd,
    kind: inode.kind,
    origin: descriptor.origin,
    path: pathOf(descriptor),
    rights: named(capability),
    first: named(descriptor.first),
    withdrawn: named({
      base: (capability.withdrawn.base & descriptor.first.base) as RightsPair['base'],
      inheriting: (capability.withdrawn.inheriting & descriptor.first.inheriting) as RightsPair['base'],
    }),
    isRevoked: capability.isRevoked,
    offset: inode.kind === 'regular_file' ? descriptor.offset : undefined,
    // The position of a name is its bit: these are names of the set.
    flags: flagNames('fdflags', descriptor.flags) as readonly FlagName<'fdflags'>[],
    preopen: descriptor.preopen,
    parent: parent?.isOpen === true ? parent.id : undefined,
    from: root === descriptor ? undefined : { fd: descriptor.rootNumber, name: root.preopen ?? root.origin },
    // A file asks for no more than what it was opened for.
    ...(number > 0 && { process: { number, name } }),
    ...(handed && { handed: { fd: handed.fd, name: handed.from.origin } }),
    ask: gate && inode.kind === 'directory' && !capability.isRevoked ? (gate.isOpen ? 'allowed' : 'asks') : undefined,
  };
}

function named({ base, inheriting }: RightsPair): RowRights {
  return { base: rightNames(base), inheriting: rightNames(inheriting) };
}

/** The machine's path of what a descriptor has open; undefined when it has none, or lost it. */
export function pathOf({ root, place, inode, folder }: Descriptor): string | undefined {
  if (folder !== undefined) return folder;
  if (root.folder === undefined) return undefined;
  if (inode === root.inode) return root.folder;
  const names: string[] = [];
  let at: Inode = inode;
  if (at.kind !== 'directory') {
    if (place?.parent.lookup(place.name) !== at) return undefined;
    names.push(place.name);
    at = place.parent;
  }
  while (at !== root.inode) {
    const place: DirectoryEntry | undefined = at.place;
    if (!place) return undefined;
    names.push(place.name);
    at = place.parent;
  }
  return [root.folder, ...names.reverse()].join('/').replace(/^\/\//, '/');
}
