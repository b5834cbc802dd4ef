import type { Trap } from '../guest/trap.ts';
import { FIRST_SECTION, SECTION, WasmReader } from '../guest/wasm-reader.ts';
import { Tools } from './tools.ts';

/** A place in the C source, as much of it as is known. */
export interface SourcePlace {
  readonly function: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/** Frames of libc and of the start-up code: true, and of no use to whoever wrote main.c. */
const NOISE = /^(_start|__main_void|__wasm_call_ctors|undefined_weak:.*)$/;
const MOST_FRAMES = 24;

/** Turns a trap's stack into C places by the debug information of the program that trapped. Innermost first. */
export async function symbolize(tools: Tools, program: Uint8Array, trap: Trap): Promise<readonly SourcePlace[]> {
  const frames = trap.frames.slice(0, MOST_FRAMES);
  const start = codeStart(program);
  if (frames.length === 0 || start === undefined) return [];
  // Unlike a machine's return address, a frame's offset is that of the call itself, in every engine.
  const addresses = frames.map(({ byteOffset }) => `0x${(byteOffset - start).toString(16)}`);
  const run = await tools.run([
    'llvm-symbolizer',
    `--obj=${Tools.inBuild('main.wasm')}`,
    '--no-inlines',
    '--output-style=GNU',
    ...addresses,
  ]);
  const lines = run.stdout.split('\n');
  return frames.flatMap((frame, i) => {
    const name = frame.name ?? known(lines[2 * i]);
    if (name !== undefined && NOISE.test(name)) return [];
    const place = /^(.*):(\d+)(?::\d+)?(?: \(.*\))?$/.exec(lines[2 * i + 1] ?? '');
    const file = known(place?.[1]?.replace(/^\/(?!usr\/)/, ''));
    const line = Number(place?.[2] ?? 0);
    return [{ function: plain(name), file, line: file !== undefined && line > 0 ? line : undefined }];
  });
}

/** What the stack alone tells: names, where the module has them. */
export function namesOf(trap: Trap): readonly SourcePlace[] {
  return trap.frames
    .slice(0, MOST_FRAMES)
    .flatMap(({ name }) =>
      name === undefined || NOISE.test(name) ? [] : [{ function: plain(name), file: undefined, line: undefined }],
    );
}

function known(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.startsWith('??') ? undefined : text;
}

/** clang calls a main with parameters by another name. */
function plain(name: string | undefined): string | undefined {
  return name === '__main_argc_argv' || name === '__original_main' ? 'main' : name;
}

/** Where the code section's contents start in a module: what debug addresses count from. */
export function codeStart(module: Uint8Array): number | undefined {
  const reader = new WasmReader(module, FIRST_SECTION);
  while (reader.at < module.length) {
    const id = reader.byte();
    const size = reader.u32();
    if (id === SECTION.code) return reader.at;
    reader.at += size;
  }
  return undefined;
}
