import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RIGHT_NAMES, type RightName } from '../abi/rights.ts';
import { Capture } from '../kernel/devices/devices.ts';
import { stdinOf } from '../kernel/devices/policy-stdin.ts';
import { isLeast, leastPolicy } from '../policy/least.ts';
import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy, type Preopen } from '../policy/policy.ts';
import type { Uses } from '../policy/uses.ts';
import type { JobEnd } from '../toolchain/tools/machine.ts';
import { StreamInode } from '../vfs/inode.ts';
import { grow } from '../vfs/testing/tree-fixture.ts';
import { Volume } from '../vfs/volume.ts';
import { bootC } from '../testing/c-fixture.ts';
import { NodeMachine } from './node-machine.ts';
import { NodeToolchain } from './node-toolchain.ts';

/** Does what its arguments say, one after the other, and prints how each went. */
const DOER = String.raw`
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

static int last = -1;
static void said(long result) { printf("%ld %s\n", result < 0 ? -1 : result, result < 0 ? strerror(errno) : ""); }
static int kept(int fd) { if (fd >= 0) { if (last >= 0) close(last); last = fd; } return fd >= 0 ? 0 : -1; }

int main(int argc, char **argv) {
  char text[64];
  for (int i = 1; i + 1 < argc; i += 2) {
    const char *what = argv[i], *path = argv[i + 1];
    printf("%s %s: ", what, path);
    if (!strcmp(what, "read")) said(kept(open(path, O_RDONLY)));
    else if (!strcmp(what, "write")) said(kept(open(path, O_WRONLY | O_CREAT, 0600)));
    else if (!strcmp(what, "append")) said(kept(open(path, O_RDWR | O_APPEND)));
    else if (!strcmp(what, "trunc")) said(kept(open(path, O_RDWR | O_TRUNC)));
    else if (!strcmp(what, "excl")) said(kept(open(path, O_RDWR | O_CREAT | O_EXCL, 0600)));
    else if (!strcmp(what, "get")) { long n = read(last, text, 8); said(n); if (n > 0) printf("%.*s\n", (int)n, text); }
    else if (!strcmp(what, "put")) said(write(last, "0123456789", 10));
    else if (!strcmp(what, "seek")) said(lseek(last, 2, SEEK_SET));
    else if (!strcmp(what, "tell")) said(lseek(last, 0, SEEK_CUR));
    else if (!strcmp(what, "cut")) said(ftruncate(last, 3));
    else if (!strcmp(what, "sync")) said(fsync(last));
    else if (!strcmp(what, "touch")) said(futimens(last, NULL));
    else if (!strcmp(what, "fstat")) { struct stat s; said(fstat(last, &s)); }
    else if (!strcmp(what, "stat")) { struct stat s; int r = stat(path, &s); said(r); if (r == 0) printf("%lld\n", (long long)s.st_size); }
    else if (!strcmp(what, "mkdir")) said(mkdir(path, 0700));
    else if (!strcmp(what, "rmdir")) said(rmdir(path));
    else if (!strcmp(what, "unlink")) said(unlink(path));
    else if (!strcmp(what, "rename")) said(rename(path, "/moved"));
    else if (!strcmp(what, "link")) said(link(path, "/linked"));
    else if (!strcmp(what, "symlink")) said(symlink("target", path));
    else if (!strcmp(what, "may-read")) said(access(path, R_OK));
    else if (!strcmp(what, "may-write")) said(access(path, W_OK));
    else if (!strcmp(what, "there")) said(access(path, F_OK));
    else if (!strcmp(what, "list")) {
      DIR *dir = opendir(path);
      said(dir ? 0 : -1);
      if (dir) { for (struct dirent *e; (e = readdir(dir));) printf(" %s", e->d_name); closedir(dir); }
    }
    else if (!strcmp(what, "beneath")) {
      // A file through a directory of its own, as a careful program does.
      int dir = open(path, O_RDONLY | O_DIRECTORY);
      said(dir < 0 ? -1 : 0);
      if (dir >= 0) { said(kept(openat(dir, "note", O_RDWR | O_CREAT, 0600))); close(dir); }
    }
    else if (!strcmp(what, "raw")) {
      // Not as libc does it: what is asked for is fixed.
      __wasi_fd_t fd;
      printf("%d\n", __wasi_path_open(3, 0, "a.txt", 0, __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_TELL, 0, 0, &fd));
    }
    else if (!strcmp(what, "shrink")) {
      printf("%d\n", __wasi_fd_fdstat_set_rights(3, __WASI_RIGHTS_PATH_OPEN, __WASI_RIGHTS_FD_READ));
    }
    else if (!strcmp(what, "input")) { long n = read(0, text, 5); said(n); }
    else if (!strcmp(what, "time")) printf("%lld\n", (long long)time(NULL));
    else if (!strcmp(what, "random")) { unsigned char byte; said(getentropy(&byte, 1)); printf("%d\n", byte); }
    else if (!strcmp(what, "env")) puts(getenv("NAME") ? "set" : "unset");
  }
  return 7;
}
`;

const ALONE = [
  'get',
  'put',
  'seek',
  'tell',
  'cut',
  'sync',
  'touch',
  'fstat',
  'raw',
  'shrink',
  'input',
  'time',
  'random',
  'env',
];
const WITH_PATH = [
  ...['read', 'write', 'append', 'trunc', 'excl', 'stat', 'mkdir', 'rmdir', 'unlink', 'rename', 'link', 'symlink'],
  ...['may-read', 'may-write', 'there', 'list', 'beneath'],
];
const PATHS = [
  '/a.txt',
  '/data',
  '/data/b.txt',
  '/data/new',
  '/data/../a.txt',
  '/tmp/t',
  '/tmp',
  '/',
  '/../x',
  '/none/x',
];

const toolchain = NodeToolchain.load();
let doer: WebAssembly.Module;
beforeAll(async () => {
  const built = await bootC(toolchain, { 'main.c': DOER }).build();
  if (built.kind !== 'built') throw new Error(JSON.stringify(built));
  doer = new WebAssembly.Module(built.program as Uint8Array<ArrayBuffer>);
});

interface Ran {
  readonly end: JobEnd;
  readonly output: string;
  readonly uses: Uses;
}

/** On a machine of its own, so that every run finds the same files. */
async function run(granted: Policy, ...args: readonly string[]): Promise<Ran> {
  const machine = new NodeMachine();
  const { kernel } = machine;
  const [now, output] = [() => 1e18, new Capture()];
  const project = kernel.mount('project', new Volume({ now }));
  grow(project, { 'a.txt': 'some text', data: { 'b.txt': 'more' } });
  kernel.mount('tmp', new Volume({ now }));
  const stream = new StreamInode(kernel.devices, 'unknown', output);
  const stdin = stdinOf(kernel, granted.stdin, { terminal: stream, readFile: () => new Uint8Array() });
  const job = machine.start({
    name: 'doer',
    module: doer,
    argv: ['doer', ...args],
    environ: ['NAME=1'],
    policy: granted,
    stdio: { stdin, stdout: stream, stderr: stream },
  });
  const end = await job.ended;
  const uses = job.uses();
  if (!uses) throw new Error(`It was not started: ${JSON.stringify(end)}`);
  return { end, output: output.text, uses };
}

const FIXED: Partial<Policy> = {
  stdin: { kind: 'text', text: 'typed' },
  clocks: { kind: 'frozen', atNs: '1700000000000000000' },
  random: { kind: 'seeded', seed: 3 },
};

describe('what a run used', () => {
  const least = async (...args: readonly string[]): Promise<Policy> =>
    leastPolicy(DEFAULT_POLICY, (await run(DEFAULT_POLICY, ...args)).uses);
  const rightsOf = async (...args: readonly string[]) =>
    (await least(...args)).preopens.map(({ guest, base, inheriting }) => [guest, base, inheriting]);

  it('is nothing for a program that does nothing', async () => {
    expect(await least()).toEqual({
      ...policy(),
      stdin: { kind: 'empty' },
      clocks: { kind: 'frozen', atNs: '0' },
      random: { kind: 'seeded', seed: 0 },
      limits: { ...DEFAULT_POLICY.limits, openFiles: 0 },
    });
  });

  it('is what opening and reading need, and no more', async () => {
    expect(await rightsOf('read', '/a.txt', 'get', '-')).toEqual([['/', ['path_open'], ['fd_read']]]);
  });

  it('is told apart by preopen', async () => {
    expect(await rightsOf('stat', '/a.txt', 'write', '/tmp/x', 'put', '-')).toEqual([
      ['/', ['path_filestat_get'], []],
      ['/tmp', ['path_create_file', 'path_open'], ['fd_write']],
    ]);
  });

  it('goes through a directory that was opened first', async () => {
    expect(await rightsOf('beneath', '/data')).toEqual([['/', ['path_open'], ['path_create_file', 'path_open']]]);
  });

  it('keeps a preopen that refused, with what it used, which may be nothing', async () => {
    const granted = policy({ ...readOnly('/project', '/'), base: ['path_open'] }, readOnly('/tmp', '/tmp'));
    const { uses } = await run(granted, 'mkdir', '/tmp/x');
    expect(leastPolicy(granted, uses).preopens).toEqual([{ ...readOnly('/tmp', '/tmp'), base: [], inheriting: [] }]);
  });

  it('is what was asked for where it was not asked first', async () => {
    expect(await rightsOf('raw', '-')).toEqual([['/', ['path_open'], ['fd_read', 'fd_tell']]]);
  });

  it('is what access() was told', async () => {
    expect(await rightsOf('may-write', '/a.txt')).toEqual([
      ['/', ['path_filestat_get'], ['fd_read', 'fd_write', 'fd_readdir']],
    ]);
  });

  it.each([
    ['time', { clocks: { kind: 'exact' } }],
    ['random', { random: { kind: 'real' } }],
    ['input', { stdin: { kind: 'text', text: 'typed' } }],
  ])('%s', async (what, kept) => {
    const granted: Policy = { ...DEFAULT_POLICY, stdin: { kind: 'text', text: 'typed' } };
    expect(leastPolicy(granted, (await run(granted, what, '-')).uses)).toMatchObject(kept);
  });

  it('says whether the environment was read', async () => {
    expect((await run(DEFAULT_POLICY, 'stat', '/a.txt')).uses.environ).toBe(false);
    expect((await run(DEFAULT_POLICY, 'env', '-')).uses.environ).toBe(true);
  });
});

const rightsSet = fc.oneof(
  fc.subarray([...RIGHT_NAMES]),
  // Most, so that much goes well.
  fc
    .subarray([...RIGHT_NAMES], { maxLength: 4 })
    .map((missing): RightName[] => RIGHT_NAMES.filter((name) => !missing.includes(name))),
);
const preopen = (folder: string, guest: string): fc.Arbitrary<Preopen> =>
  fc.record({
    folder: fc.constant(folder),
    guest: fc.constant(guest),
    base: rightsSet,
    inheriting: rightsSet,
    ask: fc.constant(false),
  });
const anyPolicy: fc.Arbitrary<Policy> = fc
  .tuple(
    fc.subarray([0, 1, 2]),
    fc.tuple(
      fc.oneof(fc.constant(readWrite('/project', '/')), preopen('/project', '/')),
      fc.oneof(fc.constant(readOnly('/project/data', '/data')), preopen('/project/data', '/data')),
      fc.oneof(fc.constant(readWrite('/tmp', '/tmp')), preopen('/tmp', '/tmp')),
    ),
    fc.constantFrom('strict' as const, 'modern' as const),
    fc.constantFrom(1024, 2, 1),
  )
  .map(([chosen, preopens, personality, openFiles]) => ({
    ...policy(...preopens.filter((_one, i) => chosen.includes(i))),
    ...FIXED,
    personality,
    limits: { openFiles, memoryPages: 1024 },
  }));
const operation = fc.oneof(
  fc.tuple(fc.constantFrom(...WITH_PATH), fc.constantFrom(...PATHS)),
  fc.tuple(fc.constantFrom(...ALONE.filter((name) => name !== 'raw' && name !== 'shrink')), fc.constant('-')),
);
/** These go by the number of a descriptor, which a preopen that is not granted any more would change. */
const numbered = fc.oneof(operation, fc.tuple(fc.constantFrom('raw', 'shrink'), fc.constant('-')));

async function sameUnderLeast(granted: Policy, operations: readonly (readonly [string, string])[]): Promise<void> {
  const args = operations.flat();
  const first = await run(granted, ...args);
  const least = leastPolicy(granted, first.uses);
  const second = await run(least, ...args);
  expect([second.end, second.output]).toEqual([first.end, first.output]);
  expect(isLeast(least, second.uses)).toBe(true);
}

it('a run goes the same way under the least policy that it needed, which is then all used', async () => {
  await fc.assert(fc.asyncProperty(anyPolicy, fc.array(operation, { minLength: 1, maxLength: 8 }), sameUnderLeast), {
    numRuns: 250,
  });
}, 120_000);

it('also where rights are asked for and given up by number', async () => {
  const onlyProject = anyPolicy.map((granted): Policy => ({ ...granted, preopens: [readWrite('/project', '/')] }));
  await fc.assert(fc.asyncProperty(onlyProject, fc.array(numbered, { minLength: 1, maxLength: 8 }), sameUnderLeast), {
    numRuns: 80,
  });
}, 60_000);
