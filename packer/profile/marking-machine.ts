import { NodeMachine } from '../../runtime/cli/node-machine.ts';
import type { Job, Machine, RunningJob } from '../../runtime/toolchain/tools/machine.ts';
import { collectMarks } from './instrument.ts';

/** A machine that looks, after each run of the instrumented core, which blocks were marked. */
export class MarkingMachine implements Machine {
  readonly module: WebAssembly.Module;
  readonly parallelism = 1;
  readonly #machine = new NodeMachine();
  readonly #touched: Uint8Array;
  #memory: WebAssembly.Memory | undefined;

  constructor(module: WebAssembly.Module, touched: Uint8Array) {
    this.module = module;
    this.#touched = touched;
    this.#machine.linkWith(module, {
      imports: () => ({}),
      complete: ({ exports }) => void (this.#memory = exports['memory'] as WebAssembly.Memory),
      over: () => undefined,
    });
  }

  get kernel(): NodeMachine['kernel'] {
    return this.#machine.kernel;
  }

  start(job: Job): RunningJob {
    const running = this.#machine.start(job);
    if (this.#memory) collectMarks(this.#memory, this.#touched);
    this.#memory = undefined;
    return running;
  }
}
