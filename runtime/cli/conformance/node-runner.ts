import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Case, CaseResult } from '../../protocol/conformance-case.ts';
import { OUT_OF_TIME, type CaseRunner } from './runner.ts';
import { UNDER_TSX } from './under-tsx.ts';

const CHILD = new URL('./child.ts', import.meta.url);

type Answer = { readonly result: CaseResult } | { readonly failure: string };

/** The direct wire in a process of Node, replaced when a guest has to be killed. */
export class NodeRunner implements CaseRunner {
  readonly #script: URL;
  readonly #message: (test: Case) => object;
  #child: ChildProcess | undefined;

  /** Another `script`, told what to run by `message`, runs the case on another host. */
  constructor(script: URL = CHILD, message: (test: Case) => object = (test) => test) {
    this.#script = script;
    this.#message = message;
  }

  run(test: Case, timeoutMs: number): Promise<CaseResult> {
    const child = (this.#child ??= fork(fileURLToPath(this.#script), {
      serialization: 'advanced',
      execArgv: [...UNDER_TSX],
    }));
    return new Promise((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        child.removeAllListeners();
      };
      const timer = setTimeout(() => {
        done();
        this.#child = undefined;
        child.kill('SIGKILL');
        resolve(OUT_OF_TIME);
      }, timeoutMs);
      child.once('message', (answer) => {
        done();
        const told = answer as Answer;
        if ('result' in told) resolve(told.result);
        else reject(new Error(told.failure));
      });
      child.once('exit', (code, signal) => {
        done();
        this.#child = undefined;
        reject(new Error(`the process that ran it ended by ${signal ?? `status ${code ?? '?'}`}`));
      });
      child.send(this.#message(test));
    });
  }

  close(): Promise<void> {
    this.#child?.kill();
    return Promise.resolve();
  }
}
