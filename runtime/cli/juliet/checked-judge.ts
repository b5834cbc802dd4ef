import { UNSET } from '../../project/mistake.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../project/settings.ts';
import { replay } from '../../guest/replay.ts';
import { outcomeOf } from '../../toolchain/report/outcome.ts';
import { explainUnset, prepareUnset, type PreparedUnset } from '../../toolchain/unset/find-unset.ts';
import type { NodeWorkbench } from '../node-toolchain.ts';
import { LEAK, type Judge, type JudgedProgram, type Verdict } from './judge.ts';
import type { JulietCase } from './juliet-cases.ts';
import type { Half } from './juliet-program.ts';
import { runQuietly } from './run-quietly.ts';

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
  457: [UNSET, 'outside-memory', 'out-of-bounds', 'null', 'alignment'],
  476: ['null', 'null-argument'],
  562: ['local-returned', 'local-scope', UNSET],
  // Some read the variable before they free it, when its block has ended.
  590: ['bad-free', 'local-scope'],
};

/** A text whose last byte was never set is read: where it ends is by chance. */
const HAS_NO_END = /CWE126_.*CWE170/;

/** A checked program, as the page and `preopen run` build it. */
export class CheckedJudge implements Judge {
  readonly name = 'Preopen, checked';
  readonly #workbench: NodeWorkbench;
  readonly #settings: ProjectSettings;

  constructor(workbench: NodeWorkbench, optimization: ProjectSettings['optimization']) {
    this.#workbench = workbench;
    this.#settings = { ...DEFAULT_SETTINGS, checks: 'on', optimization, warnings: 'none' };
  }

  async build(sources: ReadonlyMap<string, string>): Promise<JudgedProgram | undefined> {
    const { builder, files, needCxx, project } = this.#workbench;
    for (const name of [...project.entries.keys()]) files.remove(name);
    for (const [name, text] of sources) files.write(name, new TextEncoder().encode(text));
    const settings = this.#settings;
    const { signal } = new AbortController();
    const built = await builder.build({ settings, signal, progress: () => undefined, needCxx });
    if (built.kind !== 'built') return undefined;
    const program = built.program as Uint8Array<ArrayBuffer>;
    const prepared = await prepareUnset({ builder, program, settings, signal });
    return new CheckedProgram(this.#workbench, program, prepared);
  }
}

class CheckedProgram implements JudgedProgram {
  readonly #workbench: NodeWorkbench;
  readonly #program: Uint8Array<ArrayBuffer>;
  readonly #module: WebAssembly.Module;
  readonly #unset: { readonly prepared: PreparedUnset; readonly module: WebAssembly.Module } | undefined;

  constructor(workbench: NodeWorkbench, program: Uint8Array<ArrayBuffer>, prepared: PreparedUnset | undefined) {
    this.#workbench = workbench;
    this.#program = program;
    this.#module = new WebAssembly.Module(program);
    this.#unset = prepared && { prepared, module: new WebAssembly.Module(prepared.module) };
  }

  async run(half: Half, number: number, { weakness, name }: JulietCase): Promise<Verdict> {
    const { machine, tools } = this.#workbench;
    const { job } = runQuietly(machine, this.#module, [half, String(number)]);
    const outcome = await outcomeOf(tools, this.#program, await job.ended);
    const of = (what: string): Verdict => ({
      kind: 'found',
      what,
      isRight: KINDS[weakness]?.includes(what) === true || (what === UNSET && HAS_NO_END.test(name)),
    });
    if (outcome.kind === 'trapped') return of(outcome.mistake?.kind ?? outcome.reason);
    // Many correct variants of the other weaknesses free nothing.
    if (weakness === LEAK && outcome.kind === 'exited' && outcome.leaks !== undefined)
      return { kind: 'found', what: 'leak', isRight: true };
    const answers = outcome.kind === 'exited' ? await job.answers?.() : undefined;
    const unset = answers && this.#unset;
    const trap = unset && replay(unset.module, answers);
    const mistake = trap && (await explainUnset(tools, unset.prepared, trap));
    return mistake ? of(mistake.kind) : { kind: 'nothing', ended: outcome.kind };
  }
}
