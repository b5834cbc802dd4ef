import { filetypeCode, flag } from '../../abi/flags.ts';
import { fail, type Failure } from '../../abi/failure.ts';
import type { Filestat } from '../../abi/layout.ts';
import { ok, type Result } from '../../base/result.ts';
import { linksOf, type Inode } from '../../vfs/inode.ts';
import { toNs, type Instant } from '../../vfs/volume.ts';

export function filestatOf(inode: Inode): Filestat {
  return {
    dev: BigInt(inode.volume.dev),
    ino: BigInt(inode.ino),
    filetype: filetypeCode(inode.kind),
    nlink: BigInt(linksOf(inode)),
    size: BigInt(inode.size),
    atim: toNs(inode.atim),
    mtim: toNs(inode.mtim),
    ctim: toNs(inode.ctim),
  };
}

const ATIM = flag('fstflags', 'atim');
const ATIM_NOW = flag('fstflags', 'atim_now');
const MTIM = flag('fstflags', 'mtim');
const MTIM_NOW = flag('fstflags', 'mtim_now');

/** Sets what `flags` names; a time may be given or be now, not both. */
export function setTimes(inode: Inode, atim: bigint, mtim: bigint, flags: number): Result<object, Failure> {
  if ((flags & ATIM && flags & ATIM_NOW) || (flags & MTIM && flags & MTIM_NOW)) return fail('inval');
  const now = inode.volume.now();
  const done = inode.setTimes(
    pick(flags & ATIM, flags & ATIM_NOW, atim, now),
    pick(flags & MTIM, flags & MTIM_NOW, mtim, now),
  );
  return done.ok ? ok({}) : done;
}

function pick(isGiven: number, isNow: number, given: bigint, now: Instant): Instant | undefined {
  if (isGiven) return given;
  return isNow ? now : undefined;
}
