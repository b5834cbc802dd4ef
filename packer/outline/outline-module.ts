import { readCode } from '../wasm/code.ts';
import {
  readBodies,
  readFunctionTypes,
  readImportedTypes,
  readTypes,
  writeBodies,
  writeType,
  type FunctionType,
} from '../wasm/declarations.ts';
import { type Sections } from '../wasm/sections.ts';
import { extended } from '../../runtime/wasm/sections.ts';
import { WasmWriter } from '../../runtime/wasm/wasm-writer.ts';
import { readSignatures } from '../wasm/effects.ts';
import { outline, WORTH, type Taken } from './outline.ts';

export interface OutlinedModule {
  readonly sections: Sections;
  /** Of each function that was taken out of another, in the order in which they follow the module's own. */
  readonly taken: readonly { readonly neverReturns: boolean }[];
}

/**
 * Moves the parts of functions that a profile did not see run into functions of their own; the program does the same. `seenIn` gives the marks of a
 * defined function's blocks, or undefined, which leaves it as it is. Types and functions are only added, at the end.
 */
export function outlineModule(
  sections: Sections,
  seenIn: (defined: number) => ((block: number) => boolean) | undefined,
  worth = WORTH,
): OutlinedModule {
  const bodies = readBodies(sections);
  const types = readTypes(sections);
  const own = readFunctionTypes(sections);
  const imported = readImportedTypes(sections);
  const known = types.length;
  const typeOf = (index: number): FunctionType => types[imported[index] ?? own[index - imported.length] ?? -1] ?? NONE;
  const signatures = readSignatures(sections);

  const numbers = new Map(types.map((type, i) => [keyOf(type), i]));
  const numberOf = (type: FunctionType): number => {
    const key = keyOf(type);
    const number = numbers.get(key) ?? types.push(type) - 1;
    numbers.set(key, number);
    return number;
  };
  const added: { readonly type: number; readonly body: Uint8Array; readonly neverReturns: boolean }[] = [];
  const rest = bodies.map((body, i) => {
    const isSeen = seenIn(i);
    if (!isSeen) return body;
    const add = ({ type, ...taken }: Taken): number => {
      added.push({ ...taken, type: numberOf(type) });
      return imported.length + bodies.length + added.length - 1;
    };
    return outline(readCode(body), typeOf(imported.length + i), signatures, isSeen, add, worth);
  });
  return {
    sections: new Map([
      ...sections,
      ['type', extended(sections.get('type'), types.slice(known).map(writeType))],
      [
        'function',
        extended(
          sections.get('function'),
          added.map(({ type }) => new WasmWriter(5).u32(type).written),
        ),
      ],
      ['code', writeBodies([...rest, ...added.map(({ body }) => body)])],
    ] as const),
    taken: added,
  };
}

const NONE: FunctionType = { params: new Uint8Array(), results: new Uint8Array() };

function keyOf({ params, results }: FunctionType): string {
  return `${params.join()}:${results.join()}`;
}
