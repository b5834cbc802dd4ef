import { compileModule } from '../../guest/compile-module.ts';
import { moduleProblem } from '../../guest/inspect.ts';
import { limitMemory } from '../../guest/limit-memory.ts';
import { childNamed, type ChildModules } from '../build/child-programs.ts';
import type { JobEnd, JobPrograms, StartedChild } from './machine.ts';

interface Compiled {
  readonly module: WebAssembly.Module | 'noexec';
  readonly bytes: Uint8Array;
}

/** Says how a program ended, which was compiled from `bytes`; empty where it ended by itself. */
export type ChildReporter = (program: string, bytes: Uint8Array, end: JobEnd) => Promise<string>;

/** What is said of a program when it is started. `path`: the file that it was made of. */
type ProgramNote = (program: string, path: string) => string;

/** The other programs of a project, ready to be started in one run; prints how those ended that did not end by themselves. */
export class ChildPrograms implements JobPrograms {
  readonly #report: ChildReporter;
  readonly #print: (text: string) => void;
  #note: ProgramNote | undefined;
  readonly #compiled = new Map<string, Compiled>();
  readonly #ran = new Map<number, Uint8Array>();
  readonly #reports: Promise<void>[] = [];
  /** Resolves when all can be started. */
  readonly ready: Promise<unknown>;

  /** `pages`: memory that each may have, of 64 KiB. `note`: what is said of the first one that is started. */
  constructor(
    modules: ChildModules,
    pages: number,
    report: ChildReporter,
    print: (text: string) => void,
    note?: ProgramNote,
  ) {
    this.#note = note;
    this.#report = report;
    this.#print = print;
    this.ready = Promise.all([...modules].map(([path, bytes]) => this.#compile(path, bytes, pages)));
  }

  readonly find = (program: string): WebAssembly.Module | 'noexec' | undefined => this.#named(program)?.module;

  readonly started = ({ number, program }: StartedChild): void => {
    const path = this.#pathOf(program);
    const compiled = this.#compiled.get(path);
    if (compiled) this.#ran.set(number, compiled.bytes);
    if (this.#note) this.#print(this.#note(program, path));
    this.#note = undefined;
  };

  readonly ended = ({ number, program }: StartedChild, end: JobEnd): void => {
    const bytes = this.#ran.get(number);
    if (!bytes) return;
    const said = this.#report(program, bytes, end).then((text) => {
      if (text !== '') this.#print(text);
    });
    this.#reports.push(said);
  };

  /** The program of the process with this number; undefined: it was none of these. */
  bytesOf(number: number): Uint8Array | undefined {
    return this.#ran.get(number);
  }

  /** Resolves when it was said how each of those ended that have ended. */
  reported(): Promise<unknown> {
    return Promise.all(this.#reports);
  }

  #named(program: string): Compiled | undefined {
    return this.#compiled.get(this.#pathOf(program));
  }

  #pathOf(program: string): string {
    return childNamed(this.#compiled.keys(), program) ?? '';
  }

  async #compile(path: string, bytes: Uint8Array<ArrayBuffer>, pages: number): Promise<void> {
    const limited = limitMemory(bytes, pages);
    const within = limited instanceof Uint8Array ? limited : bytes;
    let module: WebAssembly.Module | 'noexec' = 'noexec';
    try {
      const compiled = await compileModule(within);
      if (limited === within && !moduleProblem(compiled, within)) module = compiled;
    } catch {
      // It is no module, which the program that starts it will be told.
    }
    this.#compiled.set(path, { module, bytes: within });
  }
}
