import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LEAK, type Judge, type JudgedProgram, type Verdict } from './judge.ts';
import type { Half } from './juliet-program.ts';

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
  readonly runs: (weakness: number) => readonly string[];
  readonly environ: (weakness: number) => Readonly<Record<string, string>>;
  /** A report, by what it says on stderr: a program that a signal ends has no exit code of the tool's. */
  readonly report: RegExp;
}

const SANITIZERS: Kind = {
  name: 'ASan and UBSan',
  needs: undefined,
  flags: ['-fsanitize=address,undefined', '-fno-sanitize-recover=undefined'],
  runs: () => [],
  environ: (weakness) => ({
    ASAN_OPTIONS: `detect_stack_use_after_return=1:detect_leaks=${weakness === LEAK ? 1 : 0}:exitcode=${FOUND}`,
    UBSAN_OPTIONS: `exitcode=${FOUND}`,
  }),
  report: /^==\d+==ERROR: |: runtime error: /m,
};

const VALGRIND: Kind = {
  name: 'Valgrind',
  needs: 'valgrind',
  // The newest form of debug information makes it give up.
  flags: ['-gdwarf-4'],
  runs: (weakness) => [
    'valgrind',
    '--quiet',
    `--error-exitcode=${FOUND}`,
    `--leak-check=${weakness === LEAK ? 'full' : 'no'}`,
  ],
  environ: () => ({}),
  report: /^==\d+== /m,
};

type ArgsOf = (half: Half, number: number) => readonly string[];

/** A tool of the machine that the suite is run on. */
export class NativeJudge implements Judge, Disposable {
  readonly name: string;
  readonly #kind: Kind;
  readonly #compiler: string | undefined;
  readonly #optimization: string;
  readonly #argsOf: ArgsOf;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'preopen-juliet-'));

  private constructor(kind: Kind, optimization: string, argsOf: ArgsOf) {
    this.#kind = kind;
    this.#argsOf = argsOf;
    this.#optimization = optimization;
    writeFileSync(path.join(this.#folder, 'main.c'), 'int main(void) { return 0; }');
    this.#compiler = COMPILERS.find((name) => this.#build(name, ['main.c']));
    this.name = `${kind.name} (${this.#compiler ?? 'no compiler'})`;
  }

  /** Those that are installed. `argsOf`: the arguments of the program, which are otherwise those that a Juliet program has. */
  static all(optimization: string, argsOf: ArgsOf = (half, number) => [half, String(number)]): readonly NativeJudge[] {
    return [SANITIZERS, VALGRIND]
      .filter(({ needs }) => needs === undefined || spawnSync(needs, ['--version']).status === 0)
      .map((kind) => new NativeJudge(kind, optimization, argsOf))
      .filter((judge) => judge.#compiler !== undefined);
  }

  build(sources: ReadonlyMap<string, string>): Promise<JudgedProgram | undefined> {
    for (const [name, text] of sources) writeFileSync(path.join(this.#folder, name), text);
    const units = [...sources.keys()].filter((name) => name.endsWith('.c'));
    if (!this.#build(this.#compiler ?? '', units)) return Promise.resolve(undefined);
    return Promise.resolve({ run: (half, number, { weakness }) => Promise.resolve(this.#run(half, number, weakness)) });
  }

  #run(half: Half, number: number, weakness: number): Verdict {
    const program = path.join(this.#folder, 'main');
    const [command = program, ...rest] = this.#kind.runs(weakness);
    const args = [...rest, ...(command === program ? [] : [program]), ...this.#argsOf(half, number)];
    const { status, signal, stderr } = spawnSync(command, args, {
      encoding: 'latin1',
      cwd: this.#folder,
      env: { ...process.env, ...this.#kind.environ(weakness) },
      input: '',
      timeout: MOST_MS,
      maxBuffer: 1 << 28,
    });
    if (status === FOUND || this.#kind.report.test(stderr)) return { kind: 'found', what: 'a report', isRight: true };
    return { kind: 'nothing', ended: signal ?? String(status) };
  }

  #build(compiler: string, sources: readonly string[]): boolean {
    const options = ['-g', this.#optimization, '-w', ...this.#kind.flags, ...sources, '-o', 'main', '-lm', '-lpthread'];
    return spawnSync(compiler, options, { cwd: this.#folder }).status === 0;
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
