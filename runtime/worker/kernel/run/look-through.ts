import { compileModule } from '../../../guest/compile-module.ts';
import type { Trap } from '../../../guest/trap.ts';
import { policy } from '../../../policy/policy.ts';
import type { Mistake } from '../../../project/mistake.ts';
import type { ProjectSettings } from '../../../project/settings.ts';
import { DELAYS_MS } from '../../../protocol/delays.ts';
import { findUnset, type UnsetSearch } from '../../../toolchain/unset/find-unset.ts';
import type { RunningJob } from '../../../toolchain/tools/machine.ts';
import { NullDevice } from '../../../kernel/devices/devices.ts';
import { StreamInode } from '../../../vfs/inode.ts';
import type { Attention } from '../attention/attention.ts';
import type { BrowserMachine } from '../machine/browser-machine.ts';
import { AssetError } from '../toolchain/assets.ts';
import type { Toolchain } from '../toolchain/toolchain-loader.ts';

/** A run that is over. */
interface Run {
  readonly toolchain: Toolchain;
  /** As the builder returned it. */
  readonly program: Uint8Array;
  readonly settings: ProjectSettings;
  readonly answers: Uint8Array<ArrayBuffer>;
}

export interface LookThroughEvents {
  readonly looking: (isLooking: boolean) => void;
  readonly found: (mistake: Mistake) => void;
}

/** Looks through the program that ran last for values that were never set, once there is nothing else to do. */
export class LookThrough {
  readonly #machine: BrowserMachine;
  readonly #attention: Attention;
  readonly #events: LookThroughEvents;
  #next: Run | undefined;
  /** Counts what was forgotten. */
  #turn = 0;

  constructor(machine: BrowserMachine, attention: Attention, events: LookThroughEvents) {
    this.#machine = machine;
    this.#attention = attention;
    this.#events = events;
    attention.whenIdle('lookThrough', () => this.#begin());
  }

  /** `job`, which ran `program`, that `toolchain` built, is over. */
  async over(
    { toolchain, program, settings }: Pick<Run, 'toolchain' | 'program' | 'settings'>,
    job: Pick<RunningJob, 'answers'>,
  ): Promise<void> {
    const turn = this.#turn;
    const answers = await job.answers?.();
    // A compiler that rests is not woken for this.
    if (turn !== this.#turn || !answers || !toolchain.tools.isReady) return;
    this.#next = { toolchain, program, settings, answers };
    this.#attention.due('lookThrough');
  }

  /** Another program is about to run, or the project is not any more what this one was built of. */
  cancel(): void {
    this.#turn++;
    this.#next = undefined;
  }

  #begin(): void {
    const run = this.#next;
    this.#next = undefined;
    if (!run) return;
    const turn = this.#turn;
    void this.#attention
      .background('lookThrough', (signal) => {
        this.#events.looking(true);
        return this.#look(run, signal).finally(() => this.#events.looking(false));
      })
      .then((mistake) => mistake && turn === this.#turn && this.#events.found(mistake));
  }

  async #look({ toolchain, program, settings, answers }: Run, signal: AbortSignal): Promise<Mistake | undefined> {
    const abort = new AbortController();
    signal.addEventListener('abort', () => abort.abort());
    const giveUp = this.#machine.kernel.host.timer(DELAYS_MS.giveUpLookingThrough, () => abort.abort());
    const { builder, tools } = toolchain;
    const replay: UnsetSearch['replay'] = (module, isFurther) =>
      this.#replay(
        module,
        answers,
        abort.signal,
        isFurther ? DELAYS_MS.giveUpLookingAgain : DELAYS_MS.giveUpLookingThrough,
      );
    try {
      return await findUnset({ builder, program, tools, settings, signal: abort.signal, replay });
    } catch (error) {
      if (!(error instanceof AssetError)) throw error;
      return undefined;
    } finally {
      giveUp.dispose();
    }
  }

  async #replay(
    bytes: Uint8Array<ArrayBuffer>,
    replays: Uint8Array,
    signal: AbortSignal,
    mostMs: number,
  ): Promise<Trap | undefined> {
    const module = await compileModule(bytes);
    if (signal.aborted) return undefined;
    const nothing = new StreamInode(this.#machine.kernel.devices, 'character_device', new NullDevice());
    const job = this.#machine.start({
      name: 'main',
      module,
      argv: ['main'],
      environ: [],
      policy: policy(),
      stdio: { stdin: nothing, stdout: nothing, stderr: nothing },
      replays,
    });
    signal.addEventListener('abort', () => job.kill());
    const giveUp = this.#machine.kernel.host.timer(mostMs, () => job.kill());
    const end = await job.ended;
    giveUp.dispose();
    return end.kind === 'trapped' ? end.trap : undefined;
  }
}
