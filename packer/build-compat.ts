import { defaultFlags } from '../runtime/toolchain/driver/default-flags.ts';
import { COMPAT_ARCHIVE, COMPAT_INCLUDE_DIR } from '../runtime/sysroot/library.ts';

/** What one run of a tool wrote: `outputs` are the files it wrote, by absolute path. */
export interface ToolOutcome {
  readonly exitCode: number;
  readonly stderr: string;
  readonly outputs: ReadonlyMap<string, Uint8Array>;
}

/**
 * Runs one command of the toolchain (`clang -c …` as the driver would be called, `ar …`) with the
 * sysroot at /usr, `files` laid over it by absolute path, and / as the working directory.
 */
export type RunTool = (argv: readonly string[], files: ReadonlyMap<string, Uint8Array>) => Promise<ToolOutcome>;

export interface CompatSources {
  /** By path relative to `src/`. */
  readonly sources: ReadonlyMap<string, Uint8Array>;
  /** By path relative to `include/`. */
  readonly headers: ReadonlyMap<string, Uint8Array>;
}

/** Everything the sysroot image gains, by absolute path: the headers and the archive. */
export async function buildCompat(
  run: RunTool,
  { sources, headers }: CompatSources,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const image = new Map<string, Uint8Array>();
  for (const [path, bytes] of headers) image.set(`${COMPAT_INCLUDE_DIR}/${path}`, bytes);

  const objects = new Map<string, Uint8Array>();
  for (const [path, bytes] of sources) {
    const object = `/${path.replace(/\.c$/, '.o')}`;
    const argv = ['clang', ...COMPILE, `/${path}`, '-o', object];
    const outcome = await run(argv, new Map([...image, [`/${path}`, bytes]]));
    objects.set(object, output(outcome, object, argv));
  }

  const argv = ['ar', 'rcsD', '/libpreopen-compat.a', ...objects.keys()];
  const outcome = await run(argv, objects);
  image.set(COMPAT_ARCHIVE, output(outcome, '/libpreopen-compat.a', argv));
  return image;
}

/** As a user's C is compiled, so that the headers the library sees are the ones it is for. */
const COMPILE = [...defaultFlags('c', 'compile'), '-O2', '-Wall', '-Wextra', '-Werror', '-c'];

function output(outcome: ToolOutcome, path: string, argv: readonly string[]): Uint8Array {
  const bytes = outcome.outputs.get(path);
  if (outcome.exitCode === 0 && bytes !== undefined) return bytes;
  throw new Error(`${argv.join(' ')} failed: ${outcome.stderr}`);
}
