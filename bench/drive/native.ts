import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { SYSROOT_MOUNT } from '../../runtime/toolchain/layout.ts';
import { compileFlags, linkFlags } from '../../runtime/toolchain/driver/driver-flags.ts';
import { parsePlan } from '../../runtime/toolchain/driver/job-plan.ts';
import type { ProjectSettings } from '../../runtime/project/settings.ts';
import { ROOT } from '../../scripts/lib/run.mjs';
import { UNCHECKED } from '../unchecked.ts';
import { NodeGuests } from './node-guest.ts';

/** A native clang and wasm-ld that do for wasm32 what ours do, from the same headers and libraries. */
export class NativeToolchain implements Disposable {
  readonly what: string;
  readonly #folder: string;
  readonly #clang: string;
  readonly #wasmLd: string;
  readonly #linkArgv: readonly string[];

  private constructor(parts: { folder: string; clang: string; wasmLd: string; linkArgv: readonly string[] }) {
    this.what = `native ${path.basename(parts.clang)} + ${path.basename(parts.wasmLd)}, process start included`;
    this.#folder = parts.folder;
    this.#clang = parts.clang;
    this.#wasmLd = parts.wasmLd;
    this.#linkArgv = parts.linkArgv;
  }

  /** undefined where they are not installed. */
  static async find(): Promise<NativeToolchain | undefined> {
    const clang = firstThatRuns(['clang-19', 'clang']);
    const wasmLd = firstThatRuns(['wasm-ld-19', 'wasm-ld']);
    if (clang === undefined || wasmLd === undefined) return undefined;
    const folder = mkdtempSync(path.join(tmpdir(), 'preopen-native-'));
    unpackSysroot(path.join(folder, SYSROOT_MOUNT));
    // The linker is given word for word what ours is given; only the folders differ.
    const { workbench } = new NodeGuests();
    const planned = await workbench.tools.run([
      'clang',
      '-###',
      '/.build/placeholder.o',
      ...linkFlags(UNCHECKED, 'c'),
      '-o',
      'main.wasm',
    ]);
    const [job] = parsePlan(planned.stderr);
    if (!job) throw new Error(`The driver planned no link: ${planned.stderr}`);
    const linkArgv = job.argv
      .slice(1)
      .map((word) =>
        word.replaceAll(`/${SYSROOT_MOUNT}/`, `${folder}/${SYSROOT_MOUNT}/`).replace('/.build/placeholder.o', 'main.o'),
      );
    return new NativeToolchain({ folder, clang, wasmLd, linkArgv });
  }

  /** ms to compile and link `source`. */
  build(source: string): number {
    this.write('main.c', source);
    return (
      this.#timed(this.#clang, [...this.#compileArgv(), '-c', 'main.c', '-o', 'main.o']) +
      this.#timed(this.#wasmLd, this.#linkArgv)
    );
  }

  /** ms to compile a file that was written before. */
  compile(file: string, settings: ProjectSettings): number {
    return this.#timed(this.#clang, [...this.#compileArgv(settings), '-c', file, '-o', `${file}.o`]);
  }

  get compilerName(): string {
    return `native ${path.basename(this.#clang)}`;
  }

  /** How `make` is to build a program of `names`, each with a .c file, which all include `header`. */
  writeMakefile(names: readonly string[], header: string): void {
    const objects = names.map((name) => `${name}.o`).join(' ');
    const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(' ');
    const link = quoted(this.#linkArgv).replace("'main.o'", objects);
    this.write(
      'Makefile',
      `main.wasm: ${objects}\n\t${this.#wasmLd} ${link}\n` +
        `%.o: %.c ${header}\n\t${this.#clang} ${quoted(this.#compileArgv())} -c $< -o $@\n`,
    );
  }

  /** ms to build what the Makefile says, with as many jobs at once as there are cores. */
  make(): number {
    return this.#timed('make', ['-s', `-j${availableParallelism()}`]);
  }

  write(path: string, text: string): void {
    writeFileSync(`${this.#folder}/${path}`, text);
  }

  /** ms to look through `source` for errors. */
  check(source: string): number {
    this.write('main.c', source);
    return this.#timed(this.#clang, [...this.#compileArgv(), '-fsyntax-only', 'main.c']);
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true });
  }

  #compileArgv(settings: ProjectSettings = UNCHECKED): readonly string[] {
    const usr = path.join(this.#folder, SYSROOT_MOUNT);
    const flags = compileFlags(settings, 'c').map((word) => word.replace(new RegExp(`^/${SYSROOT_MOUNT}/`), `${usr}/`));
    return ['--target=wasm32-wasip1', `--sysroot=${usr}`, ...flags];
  }

  #timed(command: string, args: readonly string[]): number {
    const startedAt = performance.now();
    const { status, stderr } = spawnSync(command, args, { cwd: this.#folder, encoding: 'utf8' });
    const ms = performance.now() - startedAt;
    if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
    return ms;
  }
}

function firstThatRuns(names: readonly string[]): string | undefined {
  return names.find((name) => spawnSync(name, ['--version']).status === 0);
}

function unpackSysroot(folder: string): void {
  const assets = path.join(ROOT, 'public', 'toolchain');
  const image = readdirSync(assets).find((name) => /^sysroot-c-.*\.tar$/.test(name));
  if (image === undefined) throw new Error('The toolchain is not prepared yet: run "npm run prepare-toolchain" first');
  mkdirSync(folder, { recursive: true });
  const { status, stderr } = spawnSync('tar', ['-xf', '-', '-C', folder], {
    input: readFileSync(path.join(assets, image)),
  });
  if (status !== 0) throw new Error(`The sysroot could not be unpacked: ${String(stderr)}`);
}
