import type { CPlace } from '../../project/program-outcome.ts';
import type { Trap, WasmFrame } from '../../guest/trap.ts';
import { libraryOf } from '../../component/export/library.ts';
import { readSections } from '../../wasm/sections.ts';
import { SECTION } from '../../wasm/wasm-reader.ts';
import { Tools } from '../tools/tools.ts';

/** A place in the C source, as the lookup tells it. */
export interface SourcePlace extends CPlace {
  /** In bytes, counted from 1; where the lookup told. */
  readonly column?: number;
}

/** A variable on the stack of a function that a trap happened in or below. */
export interface LocalVariable {
  readonly function: string;
  readonly name: string;
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** Undefined: known only when the program runs. */
  readonly bytes: number | undefined;
}

/** Frames of libc, of the start-up code and of what joins components: true, and of no use to the author of main.c. */
const NOISE =
  /^(_start|__main_void|__wrap___main_void|__wasm_call_ctors|__preopen_library_start.*|indirect-.*|undefined_weak:.*)$/;
const MOST_FRAMES = 24;
/** What is looked into, in the build folder. */
const OBJECT = 'symbolized.wasm';
/** Of one command line. */
const MOST_ADDRESSES = 4000;

/** Turns a trap's stack into C places by the debug information of the program that trapped. Innermost first. */
export async function symbolize(tools: Tools, program: Uint8Array, trap: Trap): Promise<readonly SourcePlace[]> {
  const [places = []] = await symbolizeStacks(tools, program, [trap.frames]);
  return places;
}

/** The same for many stacks at once, by one run of the symbolizer; by two, where the program has a library component. */
export async function symbolizeStacks(
  tools: Tools,
  program: Uint8Array,
  stacks: readonly (readonly WasmFrame[])[],
): Promise<readonly (readonly SourcePlace[])[]> {
  const shown = stacks.map((frames) => frames.slice(0, MOST_FRAMES));
  const apart = libraryOf(program);
  if (!apart) return symbolizeIn(tools, program, shown);
  const { library, shift } = apart;
  const isInLibrary = ({ byteOffset }: WasmFrame): boolean => byteOffset >= shift;
  const own = shown.flat().filter((frame) => !isInLibrary(frame));
  const others = shown.flat().filter(isInLibrary);
  const moved = others.map((frame) => [{ ...frame, byteOffset: frame.byteOffset - shift }]);
  const found = await symbolizeIn(
    tools,
    program,
    own.map((frame) => [frame]),
  );
  const foundInLibrary = others.length > 0 ? await symbolizeIn(tools, library, moved) : [];
  const places = new Map([
    ...own.map((frame, i) => [frame, found[i] ?? []] as const),
    ...others.map((frame, i) => [frame, foundInLibrary[i] ?? []] as const),
  ]);
  return shown.map((frames) => frames.flatMap((frame) => places.get(frame) ?? []));
}

/** `shown`: of one module. */
async function symbolizeIn(
  tools: Tools,
  program: Uint8Array,
  shown: readonly (readonly WasmFrame[])[],
): Promise<readonly (readonly SourcePlace[])[]> {
  const start = codeStart(program);
  if (start === undefined) return shown.map(() => []);
  // Unlike a machine's return address, a frame's offset is that of the call itself, in every engine.
  const addresses = [...new Set(shown.flat().map(({ byteOffset }) => byteOffset - start))];
  supplyProgram(tools, program);
  const blocks = new Map<number, readonly string[]>();
  for (let at = 0; at < addresses.length; at += MOST_ADDRESSES)
    await lookUp(tools, addresses.slice(at, at + MOST_ADDRESSES), blocks);
  return shown.map((frames) =>
    frames.flatMap((frame) => {
      const lines = blocks.get(frame.byteOffset - start) ?? [];
      const depth = Math.max(1, lines.length >> 1);
      return Array.from({ length: depth }, (_, i) => {
        // The engine tells the name of the function that is really there, which is the outermost of them.
        const name = (i === depth - 1 ? frame.name : undefined) ?? known(lines[2 * i]);
        return placeOf(name, lines[2 * i + 1] ?? '');
      }).filter(({ function: name }) => name === undefined || !NOISE.test(name));
    }),
  );
}

/** The local variables of all functions on a trap's stack, by the debug information. */
export async function describeLocals(
  tools: Tools,
  program: Uint8Array,
  { frames }: Pick<Trap, 'frames'>,
): Promise<readonly LocalVariable[]> {
  const start = codeStart(program);
  if (start === undefined) return [];
  const addresses = [...new Set(frames.map(({ byteOffset }) => byteOffset - start))].slice(0, MOST_FRAMES);
  supplyProgram(tools, program);
  const { stdout } = await tools.run([
    'llvm-symbolizer',
    `--obj=${Tools.inBuild(OBJECT)}`,
    ...addresses.map((address) => `FRAME 0x${address.toString(16)}`),
  ]);
  const found = stdout.split('\n\n').flatMap((block) => {
    const lines = block.split('\n');
    // Four lines each: the function, the variable, where it is declared, and its offset, size and tag.
    return Array.from({ length: lines.length >> 2 }, (_, i) => {
      const [owner = '', name = '', place = '', layout = ''] = lines.slice(4 * i);
      const { file, line } = placeOf(undefined, place);
      const bytes = Number(layout.split(' ')[1]);
      return {
        function: plainFunction(owner) ?? owner,
        name,
        file,
        line,
        bytes: Number.isNaN(bytes) ? undefined : bytes,
      };
    });
  });
  // A function that calls itself is there at several addresses.
  return [...new Map(found.map((local) => [Object.values(local).join('\0'), local])).values()];
}

/** Under a name of its own: the linker may have written another program since. */
function supplyProgram(tools: Tools, program: Uint8Array): void {
  tools.supply(OBJECT, program);
}

/** For each address the calls that were inlined there, innermost first: a name and a place each, line by line. */
async function lookUp(
  tools: Tools,
  addresses: readonly number[],
  blocks: Map<number, readonly string[]>,
): Promise<void> {
  const { stdout } = await tools.run([
    'llvm-symbolizer',
    `--obj=${Tools.inBuild(OBJECT)}`,
    '--output-style=LLVM',
    ...addresses.map((address) => `0x${address.toString(16)}`),
  ]);
  const found = stdout.split('\n\n');
  for (const [i, address] of addresses.entries()) blocks.set(address, found[i]?.split('\n') ?? []);
}

function placeOf(name: string | undefined, text: string): SourcePlace {
  const place = /^(.*?):(\d+)(?::(\d+))?(?: \(.*\))?$/.exec(text);
  const file = known(place?.[1]?.replace(/^\/(?!usr\/)/, ''));
  const line = Number(place?.[2] ?? 0);
  const column = Number(place?.[3] ?? 0);
  return {
    function: plainFunction(name),
    file,
    line: file !== undefined && line > 0 ? line : undefined,
    ...(column > 0 ? { column } : {}),
  };
}

/** What the stack alone tells: names, where the module has them. */
export function namesOf({ frames }: Pick<Trap, 'frames'>): readonly SourcePlace[] {
  return frames
    .slice(0, MOST_FRAMES)
    .flatMap(({ name }) =>
      name === undefined || NOISE.test(name)
        ? []
        : [{ function: plainFunction(name), file: undefined, line: undefined }],
    );
}

function known(text: string | undefined): string | undefined {
  return text === undefined || text === '' || text.startsWith('??') ? undefined : text;
}

/** As the source calls it: clang calls a main with parameters by another name. */
export function plainFunction(name: string | undefined): string | undefined {
  if (name === '__preopen_library_run') return 'PREOPEN_LIBRARY';
  return name === '__main_argc_argv' || name === '__original_main' ? 'main' : name;
}

/** Where the code section's contents start in a module: what debug addresses count from. */
export function codeStart(module: Uint8Array): number | undefined {
  return readSections(module).find(({ id }) => id === SECTION.code)?.at;
}
