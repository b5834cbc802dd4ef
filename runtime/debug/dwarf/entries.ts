import { DwarfReader } from './dwarf-reader.ts';
import { AT, FORM, TAG } from './constants.ts';
import type { DebugSections } from './debug-sections.ts';

export type AttributeValue = number | string | boolean | Uint8Array;

/** A debugging information entry, with those inside it. */
export interface Entry {
  /** In `.debug_info`: what references name. */
  readonly offset: number;
  readonly tag: number;
  readonly attributes: ReadonlyMap<number, AttributeValue>;
  /** The forms of attributes that mean different things by their form. */
  readonly forms: ReadonlyMap<number, number>;
  readonly children: Entry[];
  readonly parent: Entry | undefined;
}

export interface Entries {
  readonly units: readonly Entry[];
  readonly byOffset: ReadonlyMap<number, Entry>;
}

interface Abbreviation {
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly (readonly [name: number, form: number, constant: number])[];
}

/** An attribute whose value stands in a table that the unit names later. */
interface Indexed {
  readonly table: 'strings' | 'addresses';
  readonly index: number;
}

/** All entries of `.debug_info`. Throws where they are damaged. */
export function readEntries(sections: DebugSections): Entries {
  const units: Entry[] = [];
  const byOffset = new Map<number, Entry>();
  const abbreviations = new Map<number, ReadonlyMap<number, Abbreviation>>();
  const reader = new DwarfReader(sections.info);
  while (!reader.isAtEnd) {
    const unitAt = reader.at;
    const length = reader.u32();
    const end = reader.at + length;
    const version = reader.u16();
    if (version < 3 || version > 5) throw new Error(`The debug information is DWARF ${version}`);
    if (version >= 5) reader.take(2);
    const tableAt = reader.u32();
    if (version < 5) reader.u8();
    let table = abbreviations.get(tableAt);
    if (!table) {
      table = readAbbreviations(new DwarfReader(sections.abbrev, tableAt));
      abbreviations.set(tableAt, table);
    }
    const unit = readUnit(new UnitReader(reader, sections, unitAt, end, table), byOffset);
    if (unit) units.push(unit);
    reader.at = end;
  }
  return { units, byOffset };
}

function readAbbreviations(reader: DwarfReader): ReadonlyMap<number, Abbreviation> {
  const table = new Map<number, Abbreviation>();
  for (let code = reader.uleb(); code !== 0; code = reader.uleb()) {
    const tag = reader.uleb();
    const hasChildren = reader.u8() !== 0;
    const attributes: [number, number, number][] = [];
    for (;;) {
      const [name, form] = [reader.uleb(), reader.uleb()];
      const constant = form === FORM.implicit_const ? reader.sleb() : 0;
      if (name === 0 && form === 0) break;
      attributes.push([name, form, constant]);
    }
    table.set(code, { tag, hasChildren, attributes });
  }
  return table;
}

function readUnit(unit: UnitReader, byOffset: Map<number, Entry>): Entry | undefined {
  let root: Entry | undefined;
  const open: Entry[] = [];
  while (unit.reader.at < unit.end) {
    const offset = unit.reader.at;
    const code = unit.reader.uleb();
    if (code === 0) {
      open.pop();
      continue;
    }
    const abbreviation = unit.table.get(code);
    if (!abbreviation) throw new Error(`The debug information has no abbreviation ${code}`);
    const attributes = new Map<number, AttributeValue>();
    const forms = new Map<number, number>();
    const indexed: [number, Indexed][] = [];
    for (const [name, form, constant] of abbreviation.attributes) {
      const value = unit.value(form, constant);
      forms.set(name, form);
      if (typeof value === 'object' && !(value instanceof Uint8Array)) indexed.push([name, value]);
      else attributes.set(name, value);
    }
    if (abbreviation.tag === TAG.compile_unit) unit.adopt(attributes);
    for (const [name, value] of indexed) attributes.set(name, unit.resolve(value));
    const parent = open.at(-1);
    const entry: Entry = { offset, tag: abbreviation.tag, attributes, forms, children: [], parent };
    byOffset.set(offset, entry);
    if (parent) parent.children.push(entry);
    else root ??= entry;
    if (abbreviation.hasChildren) open.push(entry);
  }
  return root;
}

class UnitReader {
  readonly reader: DwarfReader;
  readonly #sections: DebugSections;
  readonly #at: number;
  readonly end: number;
  readonly table: ReadonlyMap<number, Abbreviation>;
  #stringsBase = 8;
  #addressesBase = 8;

  constructor(
    reader: DwarfReader,
    sections: DebugSections,
    at: number,
    end: number,
    table: ReadonlyMap<number, Abbreviation>,
  ) {
    this.reader = reader;
    this.#sections = sections;
    this.#at = at;
    this.end = end;
    this.table = table;
  }

  /** Where the unit's own tables of strings and addresses begin. */
  adopt(attributes: ReadonlyMap<number, AttributeValue>): void {
    this.#stringsBase = Number(attributes.get(AT.str_offsets_base) ?? this.#stringsBase);
    this.#addressesBase = Number(attributes.get(AT.addr_base) ?? this.#addressesBase);
  }

  resolve({ table, index }: Indexed): AttributeValue {
    if (table === 'addresses') return new DwarfReader(this.#sections.addr, this.#addressesBase + 4 * index).u32();
    const at = new DwarfReader(this.#sections.strOffsets, this.#stringsBase + 4 * index).u32();
    return new DwarfReader(this.#sections.str, at).cString();
  }

  value(form: number, constant: number): AttributeValue | Indexed {
    const { reader } = this;
    switch (form) {
      case FORM.addr:
      case FORM.data4:
      case FORM.sec_offset:
      case FORM.ref_addr:
        return reader.u32();
      case FORM.data1:
        return reader.u8();
      case FORM.data2:
        return reader.u16();
      case FORM.data8:
        return reader.u64();
      case FORM.data16:
        return reader.take(16);
      case FORM.sdata:
        return reader.sleb();
      case FORM.udata:
      case FORM.loclistx:
      case FORM.rnglistx:
        return reader.uleb();
      case FORM.string:
        return reader.cString();
      case FORM.strp:
        return new DwarfReader(this.#sections.str, reader.u32()).cString();
      case FORM.line_strp:
        return new DwarfReader(this.#sections.lineStr, reader.u32()).cString();
      case FORM.exprloc:
      case FORM.block:
        return reader.take(reader.uleb());
      case FORM.block1:
        return reader.take(reader.u8());
      case FORM.block2:
        return reader.take(reader.u16());
      case FORM.block4:
        return reader.take(reader.u32());
      case FORM.flag:
        return reader.u8() !== 0;
      case FORM.flag_present:
        return true;
      case FORM.implicit_const:
        return constant;
      case FORM.ref1:
        return this.#at + reader.u8();
      case FORM.ref2:
        return this.#at + reader.u16();
      case FORM.ref4:
        return this.#at + reader.u32();
      case FORM.ref8:
      case FORM.ref_sig8:
        return this.#at + reader.u64();
      case FORM.ref_udata:
        return this.#at + reader.uleb();
      case FORM.strx:
        return { table: 'strings', index: reader.uleb() };
      case FORM.strx1:
        return { table: 'strings', index: reader.u8() };
      case FORM.strx2:
        return { table: 'strings', index: reader.u16() };
      case FORM.strx4:
        return { table: 'strings', index: reader.u32() };
      case FORM.addrx:
        return { table: 'addresses', index: reader.uleb() };
      case FORM.addrx1:
        return { table: 'addresses', index: reader.u8() };
      case FORM.addrx2:
        return { table: 'addresses', index: reader.u16() };
      case FORM.addrx4:
        return { table: 'addresses', index: reader.u32() };
      default:
        throw new Error(`The debug information has form 0x${form.toString(16)}, which is unknown`);
    }
  }
}
