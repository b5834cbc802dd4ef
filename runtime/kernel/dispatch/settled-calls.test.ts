import { describe, expect, it } from 'vitest';
import { Frame, paramAt } from '../../abi/frame.ts';
import { SYSCALL_NAMES, type SyscallName } from '../../abi/syscalls.ts';
import { bootGuest, DIR } from '../../testing/guest-fixture.ts';
import { FileInode } from '../../vfs/inode.ts';
import { bytesOf } from '../../vfs/testing/tree-fixture.ts';
import { serve } from './dispatch.ts';

/** A guest that was started ahead of time, and is released as soon as one of its calls is parked. */
function boot(wanted: (guest: ReturnType<typeof bootGuest>) => void = () => undefined) {
  let held = 0;
  const guest = bootGuest({
    args: ['tool', 'file'],
    environ: ['A=1'],
    idle: () => {
      held++;
      wanted(guest);
      guest.process.release();
      return true;
    },
  });
  guest.process.isSpeculative = true;
  return { ...guest, held: () => held };
}

describe('a speculative process', () => {
  it('is answered what was settled when it was spawned', () => {
    const { sys, alloc, held } = boot();
    const errnos = [
      sys.environ_sizes_get(alloc(4), alloc(4)),
      sys.environ_get(alloc(8), alloc(8)),
      sys.args_sizes_get(alloc(4), alloc(4)),
      sys.args_get(alloc(12), alloc(16)),
      sys.fd_filestat_get(0, alloc(64)),
      sys.fd_seek(1, 0n, 1, alloc(8)),
      sys.fd_fdstat_get(2, alloc(24)),
      sys.fd_prestat_get(DIR, alloc(8)),
      sys.fd_prestat_dir_name(DIR, alloc(1), 1),
      sys.fd_prestat_get(DIR + 1, alloc(8)),
    ];
    expect(errnos).toEqual([...new Array<string>(5).fill('success'), 'spipe', 'success', 'success', 'success', 'badf']);
    expect(held()).toBe(0);
  });

  const settled: readonly SyscallName[] = [
    'args_get',
    'args_sizes_get',
    'environ_get',
    'environ_sizes_get',
    'fd_prestat_get',
    'fd_prestat_dir_name',
  ];
  it.each(SYSCALL_NAMES.filter((name) => !settled.includes(name)))('is parked at %s, of its folder', (name) => {
    const { process } = boot();
    const frame = Frame.allocate();
    frame.syscall = SYSCALL_NAMES.indexOf(name);
    frame.view.setUint32(paramAt(0), DIR, true);
    expect(serve(process, frame)).toBe('waiting');
    expect(process.end).toBeUndefined();
  });

  it('finds things as they are when it is released, and runs on', () => {
    const { open, sys, rooms, alloc, held } = boot(({ project, volume }) => {
      project.link('late', new FileInode(volume, bytesOf('come')));
    });
    const { iovs, text } = rooms(4);
    expect(sys.fd_read(Number(open('late')), ...iovs, alloc(4))).toBe('success');
    expect([text(), held()]).toEqual(['come', 1]);
  });

  it('ends when it is killed', () => {
    const { process, ends } = boot();
    const frame = Frame.allocate();
    frame.syscall = SYSCALL_NAMES.indexOf('proc_exit');
    expect(serve(process, frame)).toBe('waiting');
    process.finish({ kind: 'killed' });
    process.release();
    expect(ends).toEqual([{ kind: 'killed' }]);
  });
});
