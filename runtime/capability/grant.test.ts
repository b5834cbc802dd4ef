import { describe, expect, it } from 'vitest';
import { rights } from '../abi/rights.ts';
import { nodeHost } from '../cli/node-machine.ts';
import { NullDevice } from '../kernel/devices/devices.ts';
import { Kernel } from '../kernel/kernel.ts';
import { policy, readOnly, readWrite, type Personality, type Preopen } from '../policy/policy.ts';
import { StreamInode } from '../vfs/inode.ts';
import { grow } from '../vfs/testing/tree-fixture.ts';
import { Volume } from '../vfs/volume.ts';

function boot(preopens: readonly Preopen[], personality: Personality = 'strict') {
  const kernel = new Kernel(nodeHost());
  for (const name of ['project', 'tmp']) grow(kernel.mount(name, new Volume({ now: () => 0 })), { 'main.c': '' });
  const device = new StreamInode(kernel.devices, 'character_device', new NullDevice());
  const stdio = { stdin: device, stdout: device, stderr: device };
  return kernel.spawn({ name: 'test', args: [], environ: [], policy: { ...policy(...preopens), personality }, stdio });
}

function table(...args: Parameters<typeof boot>) {
  const spawned = boot(...args);
  if (!spawned.ok) throw new Error('The fixture was not granted what it asked for');
  return spawned.value.fds;
}

describe('grant', () => {
  it('gives three streams and then the preopens, in order', () => {
    const fds = table([readWrite('/project', '/'), readOnly('/tmp', '/tmp')]);
    expect(fds.list().map(([fd, { origin, preopen }]) => ({ fd, origin, preopen }))).toEqual([
      { fd: 0, origin: 'stdin', preopen: undefined },
      { fd: 1, origin: 'stdout', preopen: undefined },
      { fd: 2, origin: 'stderr', preopen: undefined },
      { fd: 3, origin: '/', preopen: '/' },
      { fd: 4, origin: '/tmp', preopen: '/tmp' },
    ]);
  });

  it.each([
    [0, 'fd_read', true],
    [0, 'fd_write', false],
    [1, 'fd_write', true],
    [1, 'fd_read', false],
    [2, 'fd_write', true],
    // libc takes a stream that cannot seek for a terminal.
    [0, 'fd_seek', false],
    [1, 'fd_tell', false],
    [1, 'poll_fd_readwrite', true],
    [3, 'path_open', true],
    [3, 'path_create_file', true],
    [3, 'fd_read', false],
    [3, 'sock_accept', false],
    [4, 'path_open', true],
    [4, 'path_create_file', false],
    [4, 'path_unlink_file', false],
    [4, 'path_filestat_set_times', false],
  ] as const)('descriptor %i has %s: %s', (fd, right, expected) => {
    expect(table([readWrite('/project', '/'), readOnly('/tmp', '/tmp')]).get(fd, rights(right)).ok).toBe(expected);
  });

  it('a modern process is refused only what tells reading from writing', () => {
    const fds = table([readOnly('/project', '/')], 'modern');
    expect([
      fds.get(0, rights('fd_seek')).ok,
      fds.get(3, rights('path_create_file')).ok,
      fds.get(0, rights('fd_write')).ok,
      fds.get(0, rights('fd_filestat_set_size')).ok,
    ]).toEqual([true, false, false, false]);
  });

  it.each([
    ['/nothing', { kind: 'errno', errno: 'noent' }],
    ['/nothing/deeper', { kind: 'errno', errno: 'noent' }],
    ['/project/main.c', { kind: 'errno', errno: 'notdir' }],
    ['/../etc', { kind: 'escaped', path: '../etc' }],
  ])('refuses to grant %s', (folder, why) => {
    expect(boot([readWrite(folder, '/x')])).toEqual({ ok: false, error: { kind: 'folder', folder, why } });
  });
});
