import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { numberSaid } from '../programs.ts';

/** A native compiler that builds for this machine, with its own library for sanitizers. */
export class NativeSanitizers implements Disposable {
  readonly what: string;
  readonly #clang: string;
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'preopen-sanitizers-'));

  private constructor(clang: string) {
    this.#clang = clang;
    this.what = `native ${clang} -fsanitize=address,undefined, process start included`;
  }

  /** undefined where there is none that links them. */
  static find(): NativeSanitizers | undefined {
    for (const clang of ['clang-19', 'clang', 'gcc']) {
      if (spawnSync(clang, ['--version']).status !== 0) continue;
      const found = new NativeSanitizers(clang);
      try {
        found.build('int main(void) { return 0; }', 'address,undefined');
        return found;
      } catch {
        found[Symbol.dispose]();
      }
    }
    return undefined;
  }

  /** ms to compile and link `source`. */
  build(source: string, sanitizers: string | undefined): number {
    writeFileSync(path.join(this.#folder, 'main.c'), source);
    const flags = sanitizers === undefined ? [] : [`-fsanitize=${sanitizers}`];
    const startedAt = performance.now();
    const { status, stderr } = spawnSync(this.#clang, ['-g', '-O1', ...flags, 'main.c', '-o', 'main'], {
      cwd: this.#folder,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${this.#clang} failed: ${stderr}`);
    return performance.now() - startedAt;
  }

  /** How many times as long a program that says "ns=ELAPSED" takes with sanitizers. */
  ratio(source: string, args: readonly string[]): number | undefined {
    const ns = (sanitizers: string | undefined): number => {
      this.build(source, sanitizers);
      return numberSaid(spawnSync(path.join(this.#folder, 'main'), args, { encoding: 'utf8' }).stderr, 'ns');
    };
    try {
      return ns('address,undefined') / ns(undefined);
    } catch {
      // A measuring program may use what only WebAssembly has.
      return undefined;
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }
}
