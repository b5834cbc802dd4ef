import { describe, expect, it } from 'vitest';
import { bootC } from '../testing/c-fixture.ts';
import { NodeToolchain } from '../cli/node-toolchain.ts';
import { amend } from '../policy/amend.ts';
import type { WasmFrame } from '../guest/trap.ts';
import type { Watcher } from '../toolchain/tools/machine.ts';
import { DEFAULT_POLICY, policy, readOnly, readWrite, type Policy } from '../policy/policy.ts';
import type { TraceEvent } from './event.ts';
import { explain, LIBC_REPORTS } from './explain.ts';
import { select } from './query.ts';
import type { SyscallName } from '../abi/syscalls.ts';

const toolchain = NodeToolchain.load();

/** Prints what fopen() says of each argument `PATH:MODE`, and what writing or reading then says; `!` and `?` are write(). */
const PROGRAM = `
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(int argc, char *argv[]) {
  for (int i = 1; i < argc; i++) {
    char *colon = strrchr(argv[i], ':');
    *colon = 0;
    if (strchr("!?", colon[1])) {
      int fd = open(argv[i], colon[1] == '!' ? O_RDWR : O_RDONLY);
      if (write(fd, "x", 1) == 1) puts("works"); else printf("use %d\\n", errno);
      continue;
    }
    FILE *file = fopen(argv[i], colon + 1);
    if (!file) { printf("open %d\\n", errno); continue; }
    int done = colon[1] == 'r' && colon[2] != '+' ? fgetc(file) : fputs("x", file);
    if (done == EOF || fflush(file)) printf("use %d\\n", errno);
    else puts("works");
    fclose(file);
  }
}
`;

async function boot() {
  const c = bootC(toolchain, {
    'main.c': PROGRAM,
    'notes.txt': 'notes',
    'data/a.txt': 'a',
    'data/deep/b.txt': 'b',
  });
  const built = await c.build();
  if (built.kind !== 'built') throw new Error('Not built');
  const { program } = built;
  return async (granted: Policy, ...args: readonly string[]) => {
    const events: TraceEvent[] = [];
    const stacks = new Map<number, readonly WasmFrame[]>();
    const { stdout } = await c.start(program, { args, policy: granted, watcher: watching(events, stacks) });
    const callersOf = ({ stack = 0 }: TraceEvent) => (stacks.get(stack) ?? []).map(({ name }) => name);
    return { stdout, events, callersOf };
  };
}

function watching(events: TraceEvent[], stacks = new Map<number, readonly WasmFrame[]>()): Watcher {
  return {
    isWatching: true,
    record: (event) => void events.push(event),
    refused: () => undefined,
    stack: (number, frames) => void stacks.set(number, frames),
  };
}

const DATA_READ_ONLY = policy(readOnly('/project/data', '/data'));

describe('explain', () => {
  it.each([
    {
      what: 'no preopen covers it',
      granted: DATA_READ_ONLY,
      arg: '/notes.txt:r',
      kind: 'no-preopen',
      said: 'open 44',
      then: ['works'],
    },
    {
      what: 'no preopen covers it, and the nearest folder is deeper',
      granted: policy(),
      arg: '/data/deep/b.txt:r',
      kind: 'no-preopen',
      said: 'open 44',
      then: ['works'],
    },
    {
      what: 'the path steps out of a folder of the project',
      granted: DATA_READ_ONLY,
      arg: '/data/../notes.txt:r',
      kind: 'stepped-outside',
      said: 'open 76',
      then: ['works'],
    },
    {
      what: 'a right to create is missing',
      granted: DATA_READ_ONLY,
      arg: '/data/new.txt:w',
      kind: 'right-missing',
      said: 'open 76',
      then: ['works'],
    },
    {
      what: 'a right to write is missing, and stdio says so',
      granted: DATA_READ_ONLY,
      arg: '/data/a.txt:r+',
      kind: 'right-missing',
      said: 'use 76',
      then: ['works'],
    },
    {
      what: 'a right to write is missing, and write() says something else',
      granted: DATA_READ_ONLY,
      arg: '/data/a.txt:!',
      kind: 'reported-otherwise',
      said: 'use 8',
      then: ['works'],
    },
  ] as const)('$what; what it proposes is enough', async ({ granted, arg, kind, said, then }) => {
    const run = await boot();
    const { stdout, events, callersOf } = await run(granted, arg);
    expect(stdout.trim()).toBe(said);
    const [why] = select(events, { outcome: 'refused' }).map((event) => explain(event, granted, callersOf(event)));
    expect(why?.kind).toBe(kind);
    if (why?.remedy.kind !== 'grant') throw new Error('Nothing is proposed');
    const again = await run(amend(granted, why.remedy.change), arg);
    expect(again.stdout.trim().split('\n')).toEqual(then);
  });

  it.each([
    { what: 'the file is not there', granted: DEFAULT_POLICY, arg: '/data/none.txt:r', kind: 'not-there' },
    { what: 'a folder on the way is not there', granted: DEFAULT_POLICY, arg: '/none/a.txt:r', kind: 'not-there' },
    {
      what: 'outside of the project there is nothing to grant',
      granted: DEFAULT_POLICY,
      arg: '../secret:r',
      kind: 'stepped-outside',
    },
    {
      what: 'the program itself opened it for reading',
      granted: policy(readWrite('/project/data', '/data')),
      arg: '/data/a.txt:?',
      kind: 'reported-otherwise',
    },
  ] as const)('$what: no grant would help, and it says so', async ({ granted, arg, kind }) => {
    const run = await boot();
    const { events } = await run(granted, arg);
    const why = events.map((event) => explain(event, granted)).find((one) => one !== undefined);
    expect(why?.kind).toBe(kind);
    expect(why?.remedy.kind).toBe('none');
  });

  it.each([
    [{ kind: 'revoked', need: ['fd_write'] }, 'took this descriptor back'],
    [{ kind: 'declined', need: ['path_open'] }, 'the answer was no'],
    [
      { kind: 'denied', need: ['fd_write'], have: [], withdrawn: ['fd_write'] },
      'took fd_write of this descriptor back',
    ],
  ] as const)('offers no grant against what was taken back: %j', (failure, said) => {
    const explained = explain(
      {
        kind: 'call',
        nth: 1,
        seq: 1,
        atMs: 0,
        call: 'fd_write',
        args: {},
        fds: [],
        walks: [],
        tookMs: 0,
        outcome: { kind: 'failed', errno: 'notcapable', failure },
      },
      DEFAULT_POLICY,
    );
    expect(explained?.because[0]).toContain(said);
    expect(explained?.remedy.kind).toBe('none');
  });

  it('draws a path that steps outside component by component', async () => {
    const run = await boot();
    const { events } = await run(DATA_READ_ONLY, '/data/deep/../../../x:r');
    const why = select(events, { outcome: 'refused' }).map((event) => explain(event, DATA_READ_ONLY))[0];
    expect(why?.walk?.from).toBe('/project/data');
    expect(why?.walk?.steps.map(({ name, did }) => `${name} ${did}`)).toEqual([
      'deep entered',
      '.. went-back',
      '.. stepped-out',
    ]);
    expect(why?.walk?.beyond).toEqual({ path: '/x', is: 'in-a-folder' });
  });

  it('knows what libc makes of each refusal', async () => {
    const c = bootC(toolchain, { 'main.c': REPORTS });
    const events: TraceEvent[] = [];
    const { stdout } = await c.run({ watcher: watching(events) });
    const refused = select(events, { outcome: 'refused' }).flatMap((event) =>
      event.kind === 'call' ? [event.call] : [],
    );
    const said = stdout.trim().split('\n');
    expect(said).toHaveLength(refused.length);
    const codes: Readonly<Record<string, string>> = { '8': 'badf', '70': 'spipe', '28': 'inval', '76': 'notcapable' };
    const seen = Object.fromEntries(refused.map((call, i) => [call, codes[said[i] ?? '']]));
    for (const [call, errno] of Object.entries(seen)) {
      expect(`${call} ${errno}`).toBe(`${call} ${LIBC_REPORTS[call as SyscallName] ?? 'notcapable'}`);
    }
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(Object.keys(LIBC_REPORTS)));
  });
});

/** Gives up all rights to a file, then prints errno of each call that needs one. */
const REPORTS = `
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/api.h>
int main(void) {
  char text[1];
  struct stat stat;
  int fd = open("file", O_RDWR | O_CREAT, 0666);
  if (__wasi_fd_fdstat_set_rights(fd, 0, 0)) return 1;
  int codes[20], n = 0;
#define TRY(call) (errno = 0, (void)!(call), codes[n++] = errno)
  TRY(read(fd, text, 1)); TRY(write(fd, text, 1)); TRY(pread(fd, text, 1, 0)); TRY(pwrite(fd, text, 1, 0));
  TRY(lseek(fd, 0, SEEK_SET)); TRY(lseek(fd, 0, SEEK_CUR)); TRY(fsync(fd)); TRY(fdatasync(fd));
  TRY(ftruncate(fd, 1)); TRY(fstat(fd, &stat)); TRY(futimens(fd, NULL));
  for (int i = 0; i < n; i++) printf("%d\\n", codes[i]);
}
`;
