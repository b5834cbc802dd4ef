import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { NodeWasiAnswer, NodeWasiRun } from './node-wasi-child.ts';
import { UNDER_TSX } from './under-tsx.ts';

const CHILD = fileURLToPath(new URL('./node-wasi-child.ts', import.meta.url));

/** Runs programs on `node:wasi`, one after the other, in a process that is replaced when one of them ends it. */
export class NodeWasi {
  #child: ChildProcess | undefined;

  /** Node 20's crashes once in some two hundred runs, of the same program too: it is asked twice. */
  async run(run: NodeWasiRun): Promise<NodeWasiAnswer> {
    const answer = await this.#runOnce(run);
    return 'failure' in answer ? this.#runOnce(run) : answer;
  }

  #runOnce(run: NodeWasiRun): Promise<NodeWasiAnswer> {
    const child = (this.#child ??= fork(CHILD, {
      serialization: 'advanced',
      execArgv: ['--no-warnings', ...UNDER_TSX],
    }));
    return new Promise((resolve) => {
      child.once('message', (answer) => {
        child.removeAllListeners();
        resolve(answer as NodeWasiAnswer);
      });
      child.once('exit', (code, signal) => {
        child.removeAllListeners();
        this.#child = undefined;
        resolve({ failure: `node:wasi ended by ${signal ?? `status ${code ?? '?'}`}` });
      });
      child.send(run);
    });
  }

  close(): void {
    this.#child?.kill();
  }
}
