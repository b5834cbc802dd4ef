import type { WasmReader } from '../../wasm/wasm-reader.ts';
import {
  PRIMITIVES,
  type Decl,
  type Labelled,
  type Primitive,
  type TypeForm,
  type TypeRef,
} from './component-items.ts';
import { forWasi03, readAlias, readDesc, readName } from './read-parts.ts';
import { Unreadable } from './unreadable.ts';

const DEEPEST = 32;
const MOST_FLAGS = 32;

/** One entry of a type section. */
export function readType(reader: WasmReader, depth: number): TypeForm {
  if (depth > DEEPEST) throw new Unreadable('This component nests types too deeply to be read');
  const form = reader.byte();
  const primitive = primitiveOf(form);
  if (primitive) return { kind: 'primitive', name: primitive };
  switch (form) {
    case 0x72:
      return { kind: 'record', fields: filled(labelled(reader)) };
    case 0x71:
      return {
        kind: 'variant',
        cases: filled(
          reader.vector(() => {
            const label = reader.name();
            const type = optional(reader);
            reader.byte();
            return [label, type] as const;
          }),
        ),
      };
    case 0x70:
      return { kind: 'list', of: readRef(reader) };
    case 0x6f:
      return { kind: 'tuple', of: filled(reader.vector(readRef)) };
    case 0x6e:
      return { kind: 'flags', labels: flagLabels(filled(reader.vector(() => reader.name()))) };
    case 0x6d:
      return { kind: 'enum', labels: filled(reader.vector(() => reader.name())) };
    case 0x6b:
      return { kind: 'option', of: readRef(reader) };
    case 0x6a:
      return { kind: 'result', ok: optional(reader), err: optional(reader) };
    case 0x69:
      return { kind: 'own', resource: reader.u32() };
    case 0x68:
      return { kind: 'borrow', resource: reader.u32() };
    case 0x40:
      return { kind: 'func', params: labelled(reader), result: resultOf(reader) };
    case 0x41:
      return { kind: 'component', decls: reader.vector(() => readDecl(reader, depth)) };
    case 0x42:
      return { kind: 'instance', decls: reader.vector(() => readDecl(reader, depth)) };
    case 0x3f:
      reader.byte();
      return { kind: 'resource', destructor: reader.byte() === 1 ? reader.u32() : undefined };
    case 0x43:
    case 0x64:
    case 0x65:
    case 0x66:
      throw forWasi03();
    default:
      throw new Error(`there is no type ${form}`);
  }
}

function readDecl(reader: WasmReader, depth: number): Decl {
  const kind = reader.byte();
  switch (kind) {
    case 0x01:
      return { kind: 'type', type: readType(reader, depth + 1) };
    case 0x02:
      return { kind: 'alias', ...readAlias(reader) };
    case 0x03:
      return { kind: 'import', name: readName(reader), desc: readDesc(reader) };
    case 0x04:
      return { kind: 'export-decl', name: readName(reader), desc: readDesc(reader) };
    default:
      throw new Error(`there is no declaration ${kind}`);
  }
}

function primitiveOf(form: number): Primitive | undefined {
  return (PRIMITIVES as Readonly<Record<number, Primitive>>)[form];
}

/** A primitive type is one byte that reads as a negative number; a type's number is not negative. */
function readRef(reader: WasmReader): TypeRef {
  const before = reader.bytes[reader.at] ?? 0;
  const primitive = primitiveOf(before);
  if (primitive) {
    reader.byte();
    return primitive;
  }
  if (before >= 0x40 && before < 0x80) throw forWasi03();
  return reader.u32();
}

/** Values without a size take no room in memory, so that there could be any number of them in a list. */
function filled<T>(parts: readonly T[]): readonly T[] {
  if (parts.length === 0) throw new Unreadable('This component has an empty type, which the format does not allow');
  return parts;
}

function flagLabels(labels: readonly string[]): readonly string[] {
  if (labels.length > MOST_FLAGS)
    throw new Unreadable(`This component has a type of ${labels.length} flags, and the format allows ${MOST_FLAGS}`);
  return labels;
}

function optional(reader: WasmReader): TypeRef | undefined {
  return reader.byte() === 0 ? undefined : readRef(reader);
}

function labelled(reader: WasmReader): Labelled {
  return reader.vector(() => [reader.name(), readRef(reader)] as const);
}

function resultOf(reader: WasmReader): TypeRef | undefined {
  if (reader.byte() === 0) return readRef(reader);
  // A list of named results, of which only the empty one is left in use.
  if (reader.u32() !== 0) throw new Error('a function has named results');
  return undefined;
}
