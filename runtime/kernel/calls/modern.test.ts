import { describe, expect, it } from 'vitest';
import { bootGuest, DIR } from '../../testing/guest-fixture.ts';
import { readOnly, readWrite, type Preopen } from '../../policy/policy.ts';

/** The personality of current hosts: a folder is granted to be read or to be changed, and `path_open` chooses no more than that. */
function boot(...preopens: readonly Preopen[]) {
  const guest = bootGuest({
    tree: { file: 'abcdef', ro: { secret: 'secret' }, rw: {} },
    policy: { personality: 'modern', preopens: preopens.length > 0 ? preopens : [readWrite('/project', '/')] },
  });
  const number = (opened: number | string): number => {
    if (typeof opened === 'string') throw new Error(opened);
    return opened;
  };
  return { ...guest, number };
}
const NOTHING = { rights: [], inheriting: [] };

describe('rights that a program gives to path_open', () => {
  it('do not narrow a directory: opened with none, it does all that its own directory hands down', () => {
    const { open, number, sys, text, at, contentsOf, iovecs, alloc } = boot();
    const dir = number(open('.', { ...NOTHING, oflags: ['directory'] }));
    expect(sys.path_create_directory(dir, ...text('n'))).toBe('success');
    expect(at('n').kind).toBe('directory');
    const file = number(open('new', { dir, oflags: ['creat'], rights: ['fd_write'], inheriting: [] }));
    expect(sys.fd_write(file, ...iovecs([text('x')]), alloc(4))).toBe('success');
    expect(contentsOf('new')).toBe('x');
  });

  it('let a file that is open for writing be cut and given room', () => {
    const { open, number, sys, at } = boot();
    const file = number(open('file', { rights: ['fd_read', 'fd_write'], inheriting: [] }));
    expect([sys.fd_filestat_set_size(file, 100n), sys.fd_allocate(file, 0n, 200n)]).toEqual(['success', 'success']);
    expect(at('file').size).toBe(200);
  });

  it.each([
    { rights: [], reads: 'success', writes: 'notcapable' },
    { rights: ['fd_read'], reads: 'success', writes: 'notcapable' },
    { rights: ['fd_write'], reads: 'notcapable', writes: 'success' },
    { rights: ['fd_read', 'fd_filestat_set_size', 'fd_allocate'], reads: 'success', writes: 'notcapable' },
  ] as const)('choose between reading and writing: $rights', ({ rights, reads, writes }) => {
    const { open, number, sys, rooms, iovecs, text, alloc } = boot();
    const file = number(open('file', { rights, inheriting: [] }));
    expect(sys.fd_read(file, ...rooms(2).iovs, alloc(4))).toBe(reads);
    expect([
      sys.fd_write(file, ...iovecs([text('x')]), alloc(4)),
      sys.fd_filestat_set_size(file, 3n),
      sys.fd_allocate(file, 0n, 9n),
    ]).toEqual(new Array(3).fill(writes));
  });

  it('ask for nothing beyond what the folder hands down', () => {
    const { open, number, sys, text } = boot(readOnly('/project', '/'));
    expect(open('file', { rights: ['fd_write'], inheriting: [] })).toBe('notcapable');
    const file = number(open('file', { rights: ['fd_read', 'fd_filestat_set_size'] }));
    expect(sys.fd_filestat_set_size(file, 0n)).toBe('notcapable');
    const dir = number(open('.', { oflags: ['directory'] }));
    expect(sys.path_create_directory(dir, ...text('n'))).toBe('notcapable');
  });
});

describe('two folders, one of which is read only', () => {
  const RO = DIR;
  const RW = DIR + 1;

  it.each(['path_link', 'path_rename'] as const)('%s takes writing on both sides', (call) => {
    const { sys, text, contentsOf } = boot(readOnly('/project/ro', '/ro'), readWrite('/project/rw', '/rw'));
    const flags = call === 'path_link' ? [0] : [];
    expect(sys[call](RO, ...flags, ...text('secret'), RW, ...text('mine'))).toBe('notcapable');
    expect(contentsOf('ro/secret')).toBe('secret');
    expect(() => contentsOf('rw/mine')).toThrow();
  });
});
