import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEAK, type Judge, type Verdict } from './judge.ts';

/** A correct variant may wait for input, and a wrong one may never end. */
const MOST_MS = 120_000;
const FOUND = 99;

/** The first that builds a program is used: some are installed without the library of their sanitizers. */
const COMPILERS = ['clang-19', 'clang', 'gcc'];

interface Kind {
  readonly name: string;
  /** A tool that it runs programs with. */
  readonly needs: string | undefined;
  readonly flags: readonly string[];
  readonly runs: (program: string, weakness: number) => readonly string[];
  readonly environ: (weakness: number) => Readonly<Record<string, string>>;
}

const SANITIZERS: Kind = {
  name: 'ASan and UBSan',
  needs: undefined,
  flags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined'],
  runs: (program) => [program],
  environ: (weakness) => ({
    ASAN_OPTIONS: `detect_stack_use_after_return=1:detect_leaks=${weakness === LEAK ? 1 : 0}:exitcode=${FOUND}`,
    UBSAN_OPTIONS: `exitcode=${FOUND}`,
  }),
};

const VALGRIND: Kind = {
  name: 'Valgrind',
  needs: 'valgrind',
  flags: [],
  runs: (program, weakness) => [
    'valgrind',
    '--quiet',
    `--error-exitcode=${FOUND}`,
    `--leak-check=${weakness === LEAK ? 'full' : 'no'}`,
    program,
  ],
  environ: () => ({}),
};

/** A tool of the machine that the suite is run on. */
export class NativeJudge implements Judge, Disposable {
  readonly name: string;
  readonly #kind: Kind;
  readonly #compiler: string | undefined;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'preopen-juliet-'));

  private constructor(kind: Kind, support: ReadonlyMap<string, Uint8Array>) {
    this.#kind = kind;
    writeFileSync(path.join(this.#folder, 'main.c'), 'int main(void) { return 0; }');
    this.#compiler = COMPILERS.find((name) => this.#build(name, ['main.c']));
    this.name = `${kind.name} (${this.#compiler ?? 'no compiler'})`;
    for (const [name, contents] of support) writeFileSync(path.join(this.#folder, name), contents);
  }

  /** Those that are installed. */
  static all(support: ReadonlyMap<string, Uint8Array>): readonly NativeJudge[] {
    return [SANITIZERS, VALGRIND]
      .filter(({ needs }) => needs === undefined || spawnSync(needs, ['--version']).status === 0)
      .map((kind) => new NativeJudge(kind, support))
      .filter((judge) => judge.#compiler !== undefined);
  }

  judge(source: string, weakness: number): Promise<Verdict> {
    writeFileSync(path.join(this.#folder, 'main.c'), source);
    if (!this.#build(this.#compiler ?? '', ['main.c', 'io.c'])) return Promise.resolve({ kind: 'unbuilt' });
    const [command = '', ...rest] = this.#kind.runs(path.join(this.#folder, 'main'), weakness);
    const { status, signal } = spawnSync(command, rest, {
      cwd: this.#folder,
      env: { ...process.env, ...this.#kind.environ(weakness) },
      input: '',
      timeout: MOST_MS,
      maxBuffer: 1 << 28,
    });
    if (status === FOUND) return Promise.resolve({ kind: 'found', what: 'a report', isRight: true });
    return Promise.resolve({ kind: 'nothing', ended: signal ?? String(status) });
  }

  #build(compiler: string, sources: readonly string[]): boolean {
    const options = ['-g', '-O0', '-w', ...this.#kind.flags, ...sources, '-o', 'main', '-lm', '-lpthread'];
    return spawnSync(compiler, options, { cwd: this.#folder }).status === 0;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
