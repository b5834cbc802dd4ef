import { WasmReader } from '../../wasm/wasm-reader.ts';
import { OP } from '../../wasm/instruction.ts';
import type { AddedFunctions } from './added-functions.ts';

const [I64, F64] = [0x7e, 0x7c];
/** So many are checked. */
const MOST_PARAMETERS = 16;

/** Functions of ours that stand for those of libc. */
const OURS = /^__(checked|placed)_(?!mem(cpy|move|set|cmp)$)/;
/** Of those, the ones with further arguments: what a format says of them is checked by that. */
const VARIADIC = /^__checked_(f|s|sn|w|fw|sw)?(printf|scanf)$|^__checked_(vasprintf|asprintf|open|fcntl|ioctl)$/;
/** Other functions of libc whose parameters are integers, pointers, and numbers that no generated code passes. */
const OF_LIBC = new Set(
  [
    'abs labs llabs div ldiv lldiv putchar toupper tolower isalpha isdigit isalnum isspace isupper islower ispunct isxdigit',
    'iscntrl isgraph isprint isblank srand usleep sleep exit _Exit',
    'sqrt cbrt pow sin cos tan asin acos atan atan2 sinh cosh tanh exp log log10 log2 hypot',
    'sqrtf powf sinf cosf tanf expf logf',
  ].flatMap((line) => line.split(' ')),
);
/** `std::cout <<` of an int, a long, a long long, a float or a double, unsigned ones as well. */
const PRINTED = /^_ZNSt3__113basic_ostreamIcNS_11char_traitsIcEEEls(B7v\d+)?E[ijlmxyfd]$/;

interface Program {
  readonly names: ReadonlyMap<number, string>;
  /** Contents of the section of that name. */
  readonly types: Uint8Array;
  readonly functions: Uint8Array;
  readonly imported: number;
}

/**
 * Calls of library functions for which what is passed must have been set: each goes through a small function that looks at the
 * marks of its parameters first. What the program passes to its own functions may be unset as long as it is not used there.
 */
export class CheckedCalls {
  readonly #check: number | undefined;
  readonly #helpers: AddedFunctions;
  readonly #names: ReadonlyMap<number, string>;
  readonly #imported: number;
  readonly #parameters: readonly (readonly number[])[];
  readonly #typeOf: readonly number[];
  readonly #made = new Map<number, number>();

  /** `check`: the function of our library that looks at the marks. */
  constructor(check: number | undefined, helpers: AddedFunctions, { names, types, functions, imported }: Program) {
    this.#check = check;
    this.#helpers = helpers;
    this.#names = names;
    this.#imported = imported;
    this.#parameters = parametersOf(types);
    const reader = new WasmReader(functions);
    this.#typeOf = Array.from({ length: reader.u32() }, () => reader.u32());
  }

  /** What is called in its place; undefined: the function itself. */
  of(callee: number): number | undefined {
    const made = this.#made.get(callee);
    if (made !== undefined) return made;
    const check = this.#check;
    const name = this.#names.get(callee);
    const type = this.#typeOf[callee - this.#imported];
    if (check === undefined || name === undefined || type === undefined || !isWanted(name)) return undefined;
    const parameters = this.#parameters[type] ?? [];
    const fixed = VARIADIC.test(name) ? parameters.slice(0, -1) : parameters;
    const looked = fixed.slice(0, MOST_PARAMETERS);
    const wide = looked.reduce((bits, one, i) => bits | (one === I64 || one === F64 ? 1 << i : 0), 0);
    const index = this.#helpers.addOf(type, (body) => {
      body.code(OP.i32_const).s32(looked.length).code(OP.i32_const).s32(wide).code(OP.call).u32(check);
      for (const i of parameters.keys()) body.code(OP.local_get).u32(i);
      body.code(OP.call).u32(callee);
    });
    this.#made.set(callee, index);
    return index;
  }
}

function isWanted(name: string): boolean {
  return OURS.test(name) || OF_LIBC.has(name) || PRINTED.test(name);
}

function parametersOf(types: Uint8Array): readonly (readonly number[])[] {
  const reader = new WasmReader(types);
  return Array.from({ length: reader.u32() }, () => {
    reader.byte();
    const parameters = Array.from({ length: reader.u32() }, () => reader.byte());
    const results = reader.u32();
    reader.at += results;
    return parameters;
  });
}
