import { PREAMBLE } from './is-component.ts';
import { WasmReader } from '../../wasm/wasm-reader.ts';
import { forWasi03, readAlias, readCanonOptions, readDesc, readName, readSort, readSortIndex } from './read-parts.ts';
import { readType } from './read-type.ts';
import type { CoreInstantiation, Instantiation, Item, Named } from './component-items.ts';
import { Unreadable } from './unreadable.ts';

/** Components in components: more than any tool makes, and few enough for our own stack. */
const DEEPEST = 32;

/** The items of a component, in order. Throws `Unreadable`, with a sentence, for whatever is wrong with the bytes. */
export function readComponent(bytes: Uint8Array<ArrayBuffer>): readonly Item[] {
  if (!PREAMBLE.every((byte, at) => bytes[at] === byte))
    throw new Unreadable(
      'This component uses another version of the format than WASI 0.2 does. Build it again with current tools',
    );
  try {
    return readItems(bytes, 0);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(
      `This component is damaged or cut off, so it cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readItems(bytes: Uint8Array<ArrayBuffer>, depth: number): readonly Item[] {
  if (depth > DEEPEST) throw new Unreadable('This component nests components too deeply to be read');
  const reader = new WasmReader(bytes, PREAMBLE.length);
  const items: Item[] = [];
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const content = reader.take(reader.u32()) as Uint8Array<ArrayBuffer>;
    readSection(id, content, items, depth);
  }
  return items;
}

const SECTION = {
  custom: 0,
  coreModule: 1,
  coreInstance: 2,
  coreType: 3,
  component: 4,
  instance: 5,
  alias: 6,
  type: 7,
  canon: 8,
  import: 10,
  export: 11,
} as const;

function readSection(id: number, content: Uint8Array<ArrayBuffer>, items: Item[], depth: number): void {
  const reader = new WasmReader(content);
  const each = (one: () => Item): void => {
    for (let left = reader.u32(); left > 0; left--) items.push(one());
    if (!reader.isAtEnd) throw new Error(`section ${id} holds more than it says`);
  };
  switch (id) {
    case SECTION.custom:
      return;
    case SECTION.coreModule:
      items.push({ kind: 'core-module', bytes: content.slice() });
      return;
    case SECTION.component:
      items.push({ kind: 'component', items: readItems(content, depth + 1) });
      return;
    case SECTION.coreInstance:
      return each(() => ({ kind: 'core-instance', from: coreInstantiation(reader) }));
    case SECTION.instance:
      return each(() => ({ kind: 'instance', from: instantiation(reader) }));
    case SECTION.alias:
      return each(() => ({ kind: 'alias', ...readAlias(reader) }));
    case SECTION.type:
      return each(() => ({ kind: 'type', type: readType(reader, 0) }));
    case SECTION.canon:
      return each(() => canon(reader));
    case SECTION.import:
      return each(() => ({ kind: 'import', name: readName(reader), desc: readDesc(reader) }));
    case SECTION.export:
      return each(() => {
        const exported: Item = { kind: 'export', name: readName(reader), ...readSortIndex(reader) };
        if (reader.byte() === 1) readDesc(reader);
        return exported;
      });
    default:
      throw new Unreadable(
        `This component has parts (section ${id}) that WASI 0.2 does not have: it was made for something newer, or not for WASI`,
      );
  }
}

function coreInstantiation(reader: WasmReader): CoreInstantiation {
  if (reader.byte() === 0) {
    const module = reader.u32();
    const args = reader.vector(() => {
      const name = reader.name();
      reader.byte();
      return { name, instance: reader.u32() };
    });
    return { module, args };
  }
  return {
    exports: reader.vector((): Named => ({ name: reader.name(), sort: readSort(reader, true), index: reader.u32() })),
  };
}

function instantiation(reader: WasmReader): Instantiation {
  if (reader.byte() === 0)
    return { component: reader.u32(), args: reader.vector(() => ({ name: reader.name(), ...readSortIndex(reader) })) };
  return { exports: reader.vector(() => ({ name: readName(reader), ...readSortIndex(reader) })) };
}

function canon(reader: WasmReader): Item {
  const form = reader.byte();
  switch (form) {
    case 0x00:
      reader.byte();
      return { kind: 'lift', func: reader.u32(), options: readCanonOptions(reader), type: reader.u32() };
    case 0x01:
      reader.byte();
      return { kind: 'lower', func: reader.u32(), options: readCanonOptions(reader) };
    case 0x02:
      return { kind: 'resource', does: 'new', type: reader.u32() };
    case 0x03:
      return { kind: 'resource', does: 'drop', type: reader.u32() };
    case 0x04:
      return { kind: 'resource', does: 'rep', type: reader.u32() };
    default:
      throw forWasi03();
  }
}
