import { describe, expect, it } from 'vitest';
import { Capture } from '../../kernel/devices/devices.ts';
import { DirectoryInode } from '../../vfs/inode.ts';
import { Volume } from '../../vfs/volume.ts';
import type { JobEnd } from './machine.ts';
import { ToolsAhead } from './tools-ahead.ts';

const CC1 = ['clang', '-cc1', 'main.c'];
const LD = ['wasm-ld', 'main.o'];

/** Tools that do nothing but write down what becomes of them. */
function boot() {
  const did: string[] = [];
  const ends = new Map<string, (end: JobEnd, coming?: Promise<void>) => Promise<void>>();
  let rest = (): void => undefined;
  let project = new DirectoryInode(new Volume({ now: () => 0 }));
  const begin = (argv: readonly string[]): ReturnType<ConstructorParameters<typeof ToolsAhead>[1]['begin']> => {
    const name = argv.join(' ');
    did.push(`begin ${name}`);
    let settle: (end: JobEnd) => void = () => undefined;
    const ended = new Promise<JobEnd>((resolve) => (settle = resolve));
    const tool = {
      job: {
        ended,
        kill: () => {
          did.push(`kill ${name}`);
          settle({ kind: 'killed' });
        },
        uses: () => undefined,
        watch: () => undefined,
        refused: () => 0,
        personMs: () => 0,
        release: () => void did.push(`release ${name}`),
      },
      stdout: new Capture(),
      stderr: new Capture(),
      coming: undefined as Promise<void> | undefined,
    };
    ends.set(name, async (end, coming) => {
      tool.coming = coming;
      settle(end);
      await ended;
    });
    return tool;
  };
  const ahead = {
    whenAtRest: (task: () => void) => void (rest = task),
    begin: () => {
      throw new Error('Tools are begun by what starts them');
    },
  };
  return {
    tools: new ToolsAhead(ahead, { begin, project: () => project }),
    rest: () => {
      rest();
      return did.splice(0);
    },
    end: (argv: readonly string[], end: JobEnd, coming?: Promise<void>) => ends.get(argv.join(' '))?.(end, coming),
    did: () => did.splice(0),
    openAnotherProject: () => void (project = new DirectoryInode(project.volume)),
  };
}

describe('tools that have begun ahead of time', () => {
  it('are the last three that ran, each once', () => {
    const { tools, rest } = boot();
    for (const argv of [['driver'], CC1, LD, CC1, ['check'], LD]) tools.expect(argv);
    expect(rest()).toEqual(['begin clang -cc1 main.c', 'begin check', 'begin wasm-ld main.o']);
    expect(rest()).toEqual([]);
    tools.expect(['symbolizer']);
    expect(rest()).toEqual(['kill clang -cc1 main.c', 'begin symbolizer']);
  });

  it('go on when the same command line comes, once, and begin again', () => {
    const { tools, rest, did } = boot();
    tools.expect(CC1);
    rest();
    expect(tools.take(LD)).toBeUndefined();
    expect([tools.take(CC1)?.coming, did()]).toEqual([undefined, ['release clang -cc1 main.c']]);
    expect([tools.take(CC1), did()]).toEqual([undefined, []]);
    expect(rest()).toEqual(['begin clang -cc1 main.c']);
  });

  it('do not go on when another project is open', () => {
    const { tools, rest, did, openAnotherProject } = boot();
    tools.expect(CC1);
    tools.expect(LD);
    rest();
    openAnotherProject();
    expect([tools.take(CC1), did()]).toEqual([undefined, ['kill clang -cc1 main.c']]);
    expect(rest()).toEqual(['kill wasm-ld main.o', 'begin clang -cc1 main.c', 'begin wasm-ld main.o']);
  });

  it('begin again when they were killed', async () => {
    const { tools, rest, end } = boot();
    tools.expect(CC1);
    rest();
    await end(CC1, { kind: 'killed' });
    expect(tools.take(CC1)).toBeUndefined();
    expect(rest()).toEqual(['begin clang -cc1 main.c']);
  });

  it.each([
    { why: 'ended by themselves', end: { kind: 'exited', code: 1 }, coming: undefined },
    { why: 'could not be started', end: { kind: 'not-started', message: '' }, coming: undefined },
    { why: 'wait for a part of the compiler', end: { kind: 'killed' }, coming: Promise.resolve() },
  ] as const)('do not begin again when they $why, until they have run', async ({ end: how, coming }) => {
    const { tools, rest, end } = boot();
    tools.expect(CC1);
    rest();
    await end(CC1, how, coming);
    expect([tools.take(CC1), rest()]).toEqual([undefined, []]);
    tools.expect(CC1);
    expect(rest()).toEqual(['begin clang -cc1 main.c']);
  });
});
