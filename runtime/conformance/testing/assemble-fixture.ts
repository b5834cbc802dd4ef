import { WasmWriter } from '../../wasm/wasm-writer.ts';

/** A function that a module imports: module, name, and how many i32 it takes, or which types; it gives an i32 back unless it ends the process. */
export interface ImportedFunction {
  readonly module: string;
  readonly name: string;
  readonly params: number | readonly ('i32' | 'i64')[];
  readonly result: boolean;
}

/** The few instructions that C has no words for, by the names of the text format. Legacy exceptions: `try` has an opcode of its own. */
export const CODE = {
  try: [0x06, 0x40],
  catchAll: [0x19],
  loop: [0x03, 0x40],
  end: [0x0b],
  drop: [0x1a],
  br: (depth: number): readonly number[] => [0x0c, depth],
  call: (index: number): readonly number[] => [0x10, index],
  i32: (value: number): readonly number[] => [0x41, ...signedLeb(value)],
  i64: (value: number): readonly number[] => [0x42, ...signedLeb(value)],
  /** Of an address and a value; and of an address. */
  store: [0x36, 2, 0],
  load: [0x28, 2, 0],
} as const;

/** A module with one page of memory, these imports, and a `_start` of these instructions. */
export function assemble(
  imports: readonly ImportedFunction[],
  body: readonly (readonly number[])[],
): Uint8Array<ArrayBuffer> {
  const [I32, I64] = [0x7f, 0x7e];
  const types = [
    ...imports.map(({ params, result }) => {
      const taken =
        typeof params === 'number'
          ? Array<number>(params).fill(I32)
          : params.map((type) => (type === 'i64' ? I64 : I32));
      return [0x60, taken.length, ...taken, ...(result ? [1, I32] : [0])];
    }),
    [0x60, 0, 0],
  ];
  const code = [0, ...body.flat(), ...CODE.end];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(
      2,
      imports.map(({ module, name }, i) => [...text(module), ...text(name), 0, i]),
    ),
    ...section(3, [[imports.length]]),
    ...section(5, [[0, 1]]),
    ...section(7, [
      [...text('memory'), 2, 0],
      [...text('_start'), 0, imports.length],
    ]),
    ...section(10, [[...leb(code.length), ...code]]),
  ]);
}

function section(id: number, items: readonly (readonly number[])[]): readonly number[] {
  const content = [...leb(items.length), ...items.flat()];
  return [id, ...leb(content.length), ...content];
}

function text(name: string): readonly number[] {
  return [...new WasmWriter(64).name(name).written];
}

function leb(value: number): readonly number[] {
  return [...new WasmWriter(5).u32(value).written];
}

function signedLeb(value: number): readonly number[] {
  return [...new WasmWriter(5).s32(value).written];
}
