import { assembleBody, type Instruction } from './wasm/assemble.ts';
import {
  readBodies,
  readFunctionTypes,
  readGlobals,
  readMemory,
  readTypes,
  VALUE,
  writeBodies,
  writeExport,
  writeGlobalI32,
  writeMemory,
  type MemoryType,
} from './wasm/declarations.ts';
import { walkBody } from './wasm/instructions.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { WasmReader } from '../runtime/wasm/wasm-reader.ts';
import { BREAK } from '../runtime/toolchain/split/shared-names.ts';
import { type Sections } from './wasm/sections.ts';
import { extended } from '../runtime/wasm/sections.ts';

/**
 * Memory is grown by a quarter of its size, and by no more than 64 MiB unless more is needed. Larger steps from the
 * start would cost small files dearly: the engine counts what is grown, touched or not, and collects garbage for it.
 * The first step is there from the start, so that it can be made ready ahead of need.
 */
const GROWTH_SHIFT = 2;
const MOST_GROWTH = 1024;
const ENOMEM = 48;
const PAGE_SHIFT = 16;
/** A block type that takes and leaves nothing, read as a signed number. */
const EMPTY_BLOCK = -64;

type Step = readonly [opcode: number, operand: number];
/** Matches any operand: where errno lies is the linker's choice. */
const ANY = Number.NaN;

/**
 * The whole of wasi-libc's `sbrk`, as clang compiles it: `sbrk(0)` is the size of memory, an increment that is
 * negative or no multiple of a page traps, and a refused one sets errno and returns -1.
 */
const SBRK: readonly Step[] = [
  ...steps(
    [OP.block, EMPTY_BLOCK],
    [OP.local_get, 0],
    [OP.br_if, 0],
    [OP.memory_size, 0],
    [OP.i32_const, 16],
    [OP.i32_shl, 0],
    [OP.return, 0],
    [OP.end, 0],
  ),
  ...steps([OP.block, EMPTY_BLOCK], [OP.local_get, 0], [OP.i32_const, 0xffff], [OP.i32_and, 0], [OP.br_if, 0]),
  ...steps([OP.local_get, 0], [OP.i32_const, -1], [OP.i32_le_s, 0], [OP.br_if, 0]),
  ...steps(
    [OP.block, EMPTY_BLOCK],
    [OP.local_get, 0],
    [OP.i32_const, 16],
    [OP.i32_shr_u, 0],
    [OP.memory_grow, 0],
    [OP.local_tee, 0],
  ),
  ...steps(
    [OP.i32_const, -1],
    [OP.i32_ne, 0],
    [OP.br_if, 0],
    [OP.i32_const, 0],
    [OP.i32_const, ENOMEM],
    [OP.i32_store, ANY],
  ),
  ...steps(
    [OP.i32_const, -1],
    [OP.return, 0],
    [OP.end, 0],
    [OP.local_get, 0],
    [OP.i32_const, 16],
    [OP.i32_shl, 0],
    [OP.return, 0],
  ),
  ...steps([OP.end, 0], [OP.unreachable, 0], [OP.end, 0]),
];

/**
 * Replaces the core's `sbrk`, which grows memory page by page as malloc asks, by one that keeps a break of its own
 * and grows in larger steps: each growth detaches the host's views and wakes the garbage collector. The addresses it
 * hands out are the same, and so is what it does when it must refuse. The break is exported.
 */
export function growInSteps(sections: Sections): Sections {
  const bodies = readBodies(sections);
  const { index, errnoAt } = findSbrk(sections, bodies);
  const globals = readGlobals(sections).length;
  const replaced = [...bodies];
  replaced[index] = newSbrk({ top: globals, seen: globals + 1 }, errnoAt);
  const limits = readMemory(sections);
  const grown = withRoom(limits);
  return new Map([
    ...sections,
    ['memory', writeMemory(grown)],
    ['global', extended(sections.get('global'), [writeGlobalI32(limits.minimum), writeGlobalI32(grown.minimum)])],
    ['export', extended(sections.get('export'), [writeExport(BREAK, 'global', globals)])],
    ['code', writeBodies(replaced)],
  ] as const);
}

/** With as much memory as it would have after the first growth. */
function withRoom({ minimum, maximum }: MemoryType): MemoryType {
  const room = Math.min(minimum >> GROWTH_SHIFT, MOST_GROWTH);
  return { minimum: Math.min(minimum + room, maximum ?? Infinity), maximum };
}

/** The one function that is `sbrk` instruction for instruction. Malloc has a `memory.grow` of its own, inlined. */
function findSbrk(
  sections: Sections,
  bodies: readonly Uint8Array[],
): { readonly index: number; readonly errnoAt: number } {
  const candidates = bodies.flatMap((body, index) => {
    // Longer LEBs than needed at most double it.
    if (body.length > 4 * SBRK.length) return [];
    const errnoAt = errnoIn(body);
    return errnoAt === undefined ? [] : [{ index, errnoAt }];
  });
  const [found, ...more] = candidates;
  if (!found || more.length > 0)
    throw new Error(`Cannot replace sbrk: ${candidates.length} functions look like wasi-libc’s`);
  const type = readTypes(sections)[readFunctionTypes(sections)[found.index] ?? -1];
  const isI32 = (types: Uint8Array | undefined): boolean => types?.length === 1 && types[0] === VALUE.i32;
  if (!isI32(type?.params) || !isI32(type?.results))
    throw new Error('Cannot replace sbrk: it does not take and return one i32');
  return found;
}

/** The address of errno, if `body` is sbrk's. */
function errnoIn(body: Uint8Array): number | undefined {
  const steps: Step[] = [];
  try {
    walkBody(new WasmReader(body), (...step) => steps.push(step));
  } catch {
    return undefined; // It holds an instruction that the walk does not know, so it is not sbrk.
  }
  const isSbrk = steps.length === SBRK.length && steps.every((step, i) => isLike(step, SBRK[i]));
  return isSbrk ? steps.find(([opcode]) => opcode === OP.i32_store)?.[1] : undefined;
}

function isLike([opcode, operand]: Step, expected: Step | undefined): boolean {
  return opcode === expected?.[0] && (Number.isNaN(expected[1]) || operand === expected[1]);
}

/** Globals, in pages: the break, and the size of memory when it was last looked at. */
interface Break {
  readonly top: number;
  readonly seen: number;
}

function newSbrk({ top, seen }: Break, errnoAt: number): Uint8Array {
  const increment = 0;
  const pages = 1;
  const missing = 2;
  const step = 3;
  const code: readonly Instruction[] = [
    // Malloc has grown memory by itself: what is there belongs to others.
    ...line(['memory_size', 0], ['global_get', seen], ['i32_ne'], ['if']),
    ...line(['memory_size', 0], ['global_set', top], ['memory_size', 0], ['global_set', seen], ['end']),

    // sbrk only ever grows, by whole pages.
    ...line(['local_get', increment], ['i32_const', 0xffff], ['i32_and']),
    ...line(['local_get', increment], ['i32_const', 0], ['i32_lt_s'], ['i32_or'], ['if'], ['unreachable'], ['end']),

    // How many pages are missing; no more than 65,536 + 32,767, so that it cannot overflow.
    ...line(['local_get', increment], ['i32_const', PAGE_SHIFT], ['i32_shr_u'], ['local_tee', pages]),
    ...line(['global_get', top], ['i32_add'], ['memory_size', 0], ['i32_sub'], ['local_set', missing]),

    ...line(['i32_const', 0], ['local_get', missing], ['i32_lt_s'], ['if']),
    ...line(['memory_size', 0], ['i32_const', GROWTH_SHIFT], ['i32_shr_u'], ['local_set', step]),
    ...line(['i32_const', MOST_GROWTH], ['local_get', step], ['i32_lt_s'], ['if']),
    ...line(['i32_const', MOST_GROWTH], ['local_set', step], ['end']),
    ...line(['local_get', step], ['local_get', missing], ['i32_lt_s'], ['if']),
    ...line(['local_get', missing], ['local_set', step], ['end']),

    ...line(['local_get', step], ['memory_grow', 0], ['i32_const', -1], ['i32_eq'], ['if']),
    // So much is not to be had: what is missing may be.
    ...line(['local_get', missing], ['memory_grow', 0], ['i32_const', -1], ['i32_eq'], ['if']),
    ...line(['i32_const', 0], ['i32_const', ENOMEM], ['i32_store', errnoAt], ['i32_const', -1], ['return'], ['end']),
    ...line(['end'], ['memory_size', 0], ['global_set', seen], ['end']),

    // The old break is the answer.
    ...line(['global_get', top], ['i32_const', PAGE_SHIFT], ['i32_shl']),
    ...line(['global_get', top], ['local_get', pages], ['i32_add'], ['global_set', top]),
  ];
  return assembleBody(3, code);
}

function steps(...all: readonly Step[]): readonly Step[] {
  return all;
}

/** So that a line of the source can hold a line of thought. */
function line(...all: readonly Instruction[]): readonly Instruction[] {
  return all;
}
