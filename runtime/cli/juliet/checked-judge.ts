import { SuppliedInput, Forward } from '../../kernel/devices/devices.ts';
import { DEFAULT_POLICY } from '../../policy/policy.ts';
import { UNSET } from '../../project/mistake.ts';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';
import { replay } from '../../guest/replay.ts';
import { outcomeOf } from '../../toolchain/report/outcome.ts';
import { findUnset } from '../../toolchain/unset/find-unset.ts';
import { StreamInode } from '../../vfs/inode.ts';
import type { NodeWorkbench } from '../node-toolchain.ts';
import { LEAK, type Judge, type Verdict } from './judge.ts';

/** The kinds of mistake that each weakness consists in; index mistakes may also hit another variable or nothing at all. */
const OUTSIDE = ['local-outside', 'heap-outside', 'global-outside', 'index', 'outside-memory', 'null', 'constant'];
const KINDS: Readonly<Record<number, readonly string[]>> = {
  121: OUTSIDE,
  122: OUTSIDE,
  124: OUTSIDE,
  126: OUTSIDE,
  127: OUTSIDE,
  190: ['overflow', 'negation'],
  369: ['division-by-zero', 'float-cast'],
  415: ['double-free'],
  416: ['heap-freed'],
  // A pointer that was never set mostly leads out of memory.
  457: [UNSET, 'outside-memory', 'null', 'alignment'],
  476: ['null', 'null-argument'],
  562: ['local-returned', 'local-scope', UNSET],
  590: ['bad-free'],
};

/** A checked program, as the page and `preopen run` build it without optimisation. */
export class CheckedJudge implements Judge {
  readonly name = 'Preopen, checked';
  readonly #workbench: NodeWorkbench;

  constructor(workbench: NodeWorkbench, support: ReadonlyMap<string, Uint8Array>) {
    this.#workbench = workbench;
    for (const [name, contents] of support) workbench.files.write(name, contents);
  }

  async judge(source: string, weakness: number): Promise<Verdict> {
    const { machine, builder, tools, files, needCxx } = this.#workbench;
    files.write('main.c', new TextEncoder().encode(source));
    const settings = { ...DEFAULT_SETTINGS, checks: 'on', optimization: '-O0', warnings: 'none' } as const;
    const { signal } = new AbortController();
    const built = await builder.build({ settings, signal, progress: () => undefined, needCxx });
    if (built.kind !== 'built') return { kind: 'unbuilt' };
    const { devices } = machine.kernel;
    const nowhere = new StreamInode(devices, 'unknown', new Forward(() => undefined));
    const job = machine.start({
      name: 'main',
      module: new WebAssembly.Module(built.program as Uint8Array<ArrayBuffer>),
      argv: ['main'],
      environ: [],
      policy: DEFAULT_POLICY,
      isRecorded: true,
      stdio: {
        stdin: new StreamInode(devices, 'unknown', new SuppliedInput(new Uint8Array())),
        stdout: nowhere,
        stderr: nowhere,
      },
    });
    const outcome = await outcomeOf(tools, built.program, await job.ended);
    const of = (what: string): Verdict => ({
      kind: 'found',
      what,
      isRight: KINDS[weakness]?.includes(what) ?? false,
    });
    if (outcome.kind === 'trapped') return of(outcome.mistake?.kind ?? outcome.reason);
    // Many correct variants of the other weaknesses free nothing.
    if (weakness === LEAK && outcome.kind === 'exited' && outcome.leaks !== undefined)
      return { kind: 'found', what: 'leak', isRight: true };
    const answers = outcome.kind === 'exited' ? await job.answers?.() : undefined;
    const unset =
      answers &&
      (await findUnset({
        builder,
        program: built.program,
        tools,
        settings,
        signal,
        replay: (module) => Promise.resolve(replay(new WebAssembly.Module(module), answers)),
      }));
    return unset ? of(unset.kind) : { kind: 'nothing', ended: outcome.kind };
  }
}
