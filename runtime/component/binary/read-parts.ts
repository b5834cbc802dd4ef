import type { WasmReader } from '../../wasm/wasm-reader.ts';
import type { AliasTarget, CanonOptions, ExternDesc, Sort } from './component-items.ts';
import { Unreadable } from './unreadable.ts';

/** What is said of a component that uses what came with WASI 0.3. */
export function forWasi03(): Unreadable {
  return new Unreadable(
    'This component is made for WASI 0.3: it uses asynchronous functions, streams or futures. This machine runs WASI 0.2: build it for wasm32-wasip2',
  );
}

const CORE_SORTS: Readonly<Record<number, Sort>> = {
  0x00: 'core func',
  0x01: 'core table',
  0x02: 'core memory',
  0x03: 'core global',
  0x10: 'core type',
  0x11: 'core module',
  0x12: 'core instance',
};
const SORTS: Readonly<Record<number, Sort>> = {
  0x01: 'func',
  0x02: 'value',
  0x03: 'type',
  0x04: 'component',
  0x05: 'instance',
};

export function readSort(reader: WasmReader, isCore = false): Sort {
  const first = reader.byte();
  const sort = isCore ? CORE_SORTS[first] : first === 0 ? CORE_SORTS[reader.byte()] : SORTS[first];
  if (sort === undefined) throw new Error(`there is no sort ${first}`);
  return sort;
}

export function readSortIndex(reader: WasmReader): { readonly sort: Sort; readonly index: number } {
  const sort = readSort(reader);
  return { sort, index: reader.u32() };
}

/** The name of an import or an export: a byte says how it is written. */
export function readName(reader: WasmReader): string {
  const form = reader.byte();
  const name = reader.name();
  // The version of the interface apart from its name.
  if (form === 2) reader.name();
  return name;
}

export function readDesc(reader: WasmReader): ExternDesc {
  const kind = reader.byte();
  switch (kind) {
    case 0x00:
      reader.byte();
      return { kind: 'module', type: reader.u32() };
    case 0x01:
      return { kind: 'func', type: reader.u32() };
    case 0x02:
      if (reader.byte() === 0) reader.u32();
      else reader.signed();
      return { kind: 'value' };
    case 0x03:
      return reader.byte() === 0 ? { kind: 'type', same: reader.u32() } : { kind: 'resource' };
    case 0x04:
      return { kind: 'component', type: reader.u32() };
    case 0x05:
      return { kind: 'instance', type: reader.u32() };
    default:
      throw new Error(`there is no description ${kind}`);
  }
}

export function readCanonOptions(reader: WasmReader): CanonOptions {
  let encoding: CanonOptions['encoding'] = 'utf8';
  let memory: number | undefined;
  let realloc: number | undefined;
  let postReturn: number | undefined;
  for (let left = reader.u32(); left > 0; left--) {
    const option = reader.byte();
    if (option === 0x00) encoding = 'utf8';
    else if (option === 0x01) encoding = 'utf16';
    else if (option === 0x02) encoding = 'latin1+utf16';
    else if (option === 0x03) memory = reader.u32();
    else if (option === 0x04) realloc = reader.u32();
    else if (option === 0x05) postReturn = reader.u32();
    else throw forWasi03();
  }
  return { encoding, memory, realloc, postReturn };
}

export function readAlias(reader: WasmReader): { readonly sort: Sort; readonly target: AliasTarget } {
  const sort = readSort(reader);
  return { sort, target: aliasTarget(reader) };
}

function aliasTarget(reader: WasmReader): AliasTarget {
  const kind = reader.byte();
  if (kind === 0) return { kind: 'export', instance: reader.u32(), name: reader.name() };
  if (kind === 1) return { kind: 'core-export', instance: reader.u32(), name: reader.name() };
  return { kind: 'outer', depth: reader.u32(), index: reader.u32() };
}
