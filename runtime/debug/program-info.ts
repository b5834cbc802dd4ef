import type { CType } from './c-type.ts';
import { AT, FORM, TAG } from './dwarf/constants.ts';
import { debugSections, type DebugSections } from './dwarf/debug-sections.ts';
import { readEntries, type Entries, type Entry } from './dwarf/entries.ts';
import { readLinePrograms, type LineProgram, type LineRow } from './dwarf/line-table.ts';
import { localsOf, readLocationList, readLocationList5, type RangedExpression } from './dwarf/location.ts';
import { namedConstants, namedTypes, numberOf, qualifiedName, textOf, TypeReader } from './dwarf/read-type.ts';

export interface Variable {
  readonly name: string;
  readonly type: CType;
  readonly locations: readonly RangedExpression[];
  /** Its entry in the debug information, which lengths of arrays refer to. */
  readonly entry: number;
  readonly line: number;
  readonly file: string;
  readonly isParameter: boolean;
  readonly isStatic: boolean;
  /** Made by the compiler; `this` of C++ is not counted as such. */
  readonly isHidden: boolean;
}

/** A function, or a block in one, with what is declared in it. */
export interface Scope {
  readonly low: number;
  readonly high: number;
  readonly variables: readonly Variable[];
  readonly inner: readonly Scope[];
}

export interface DebugFunction {
  readonly name: string;
  readonly file: string;
  /** Addresses count from the code section's contents. */
  readonly low: number;
  readonly high: number;
  readonly frameBase: Uint8Array | undefined;
  readonly scope: Scope;
  /** Locals of the module's function that hold where something is, the frame base first. */
  readonly locals: readonly number[];
  /** Rows of the line table in it, one for each address, by address. */
  readonly rows: readonly LineRow[];
}

/** What debug information says of a program's own functions and variables. */
export interface ProgramInfo {
  /** By their address. */
  readonly functions: readonly DebugFunction[];
  readonly globals: readonly Variable[];
  /** `struct node`, `size_t`, of C++ also `node`; undefined: the program has no such type. */
  readonly typeNamed: (name: string) => CType | undefined;
  /** The value of an enumerator. */
  readonly constantNamed: (name: string) => number | undefined;
}

const EVERYWHERE = 0xffff_ffff;

/** Files of the toolchain are not the user's. */
export function isOwnFile(file: string): boolean {
  return file !== '' && !file.startsWith('/usr/') && !file.startsWith('<');
}

/** Reads a module's debug information. Throws where it is damaged; without any, nothing is found. */
export function readProgramInfo(module: Uint8Array): ProgramInfo {
  const sections = debugSections(module);
  return new InfoReader(sections, readEntries(sections), readLinePrograms(sections)).read();
}

/** Where the last function ends that was compiled with debug information, those of headers included; 0 where none was. */
export function endOfOwnCode(module: Uint8Array): number {
  const { units } = readEntries(debugSections(module));
  let end = 0;
  for (const root of units)
    for (const entry of walkScopes(root)) {
      const low = numberOf(entry, AT.low_pc);
      const high = numberOf(entry, AT.high_pc);
      if (low === undefined || high === undefined || low === 0 || low === EVERYWHERE) continue;
      end = Math.max(end, entry.forms.get(AT.high_pc) === FORM.addr ? high : low + high);
    }
  return end;
}

class InfoReader {
  readonly #sections: DebugSections;
  readonly #entries: Entries;
  readonly #programs: ReadonlyMap<number, LineProgram>;
  readonly #types: TypeReader;

  constructor(sections: DebugSections, entries: Entries, programs: ReadonlyMap<number, LineProgram>) {
    this.#sections = sections;
    this.#entries = entries;
    this.#programs = programs;
    this.#types = new TypeReader(entries);
  }

  read(): ProgramInfo {
    const functions: DebugFunction[] = [];
    const globals: Variable[] = [];
    for (const root of this.#entries.units) {
      const program = this.#programs.get(numberOf(root, AT.stmt_list) ?? -1);
      if (!program) continue;
      const unit = new Unit(root, program, this.#sections, this.#entries, this.#types);
      for (const entry of walkScopes(root)) {
        if (entry.tag === TAG.subprogram) {
          const read = unit.functionOf(entry);
          if (read) functions.push(read);
        } else {
          const variable = unit.variableOf(entry);
          if (variable?.isHidden === false && isOwnFile(variable.file)) globals.push(variable);
        }
      }
    }
    functions.sort((a, b) => a.low - b.low);
    let types: ReadonlyMap<string, Entry> | undefined;
    const typeNamed = (name: string): CType | undefined => {
      types ??= namedTypes(this.#entries);
      const entry = types.get(name);
      return entry && this.#types.read(entry);
    };
    let constants: ReadonlyMap<string, number> | undefined;
    const constantNamed = (name: string): number | undefined => {
      constants ??= namedConstants(this.#entries);
      return constants.get(name);
    };
    return { functions, globals, typeNamed, constantNamed };
  }
}

/** Functions and variables at file scope, and in namespaces and classes. */
function* walkScopes(entry: Entry): Generator<Entry> {
  for (const child of entry.children) {
    if (child.tag === TAG.subprogram || child.tag === TAG.variable) yield child;
    else if ([TAG.namespace, TAG.structure_type, TAG.class_type].includes(child.tag as never)) yield* walkScopes(child);
  }
}

class Unit {
  readonly #program: LineProgram;
  readonly #sections: DebugSections;
  readonly #entries: Entries;
  readonly #types: TypeReader;
  readonly #base: number;
  readonly #listsBase: number;

  constructor(root: Entry, program: LineProgram, sections: DebugSections, entries: Entries, types: TypeReader) {
    this.#program = program;
    this.#sections = sections;
    this.#entries = entries;
    this.#types = types;
    this.#base = numberOf(root, AT.low_pc) ?? 0;
    this.#listsBase = numberOf(root, AT.loclists_base) ?? 0;
  }

  /** Undefined for a declaration, for what the linker left out, and for what is not the user's. */
  functionOf(entry: Entry): DebugFunction | undefined {
    const low = numberOf(entry, AT.low_pc);
    const high = numberOf(entry, AT.high_pc);
    if (low === undefined || high === undefined || low === 0 || low === EVERYWHERE) return undefined;
    const described = this.#described(entry);
    const file = this.#fileOf(described);
    if (!isOwnFile(file)) return undefined;
    const end = entry.forms.get(AT.high_pc) === FORM.addr ? high : low + high;
    const frameBase = entry.attributes.get(AT.frame_base);
    const base = frameBase instanceof Uint8Array ? frameBase : undefined;
    const scope = this.#functionScope(entry, low, end);
    const locals = [...(base ? localsOf(base) : []), ...scopeLocals(scope)];
    return {
      name: qualifiedName(described),
      file,
      low,
      high: end,
      frameBase: base,
      scope,
      locals: [...new Set(locals)],
      rows: rowsIn(this.#program.rows, low, end),
    };
  }

  /** Undefined for what has no name. */
  variableOf(entry: Entry): Variable | undefined {
    const described = this.#described(entry);
    const name = described.parent?.tag === TAG.compile_unit ? textOf(described, AT.name) : qualifiedName(described);
    const isDeclared = described === entry && entry.attributes.get(AT.declaration) === true;
    if (name === '' || isDeclared) return undefined;
    const isParameter = entry.tag === TAG.formal_parameter;
    const locations = this.#locationsOf(entry);
    return {
      name,
      type: this.#types.typeOf(described),
      locations,
      entry: entry.offset,
      line: numberOf(described, AT.decl_line) ?? 0,
      file: this.#fileOf(described),
      isParameter,
      isStatic: isAddress(locations),
      isHidden: described.attributes.get(AT.artificial) === true && name !== 'this',
    };
  }

  /** Static locals stand in the outermost block, wherever they are declared: they live as long as the program. */
  #functionScope(entry: Entry, low: number, high: number): Scope {
    const statics: Variable[] = [];
    const scope = this.#scope(entry, low, high, statics);
    return { ...scope, variables: [...scope.variables, ...statics] };
  }

  #scope(entry: Entry, low: number, high: number, statics: Variable[]): Scope {
    const variables: Variable[] = [];
    const inner: Scope[] = [];
    for (const child of entry.children) {
      if (child.tag === TAG.variable || child.tag === TAG.formal_parameter) {
        const variable = this.variableOf(child);
        if (!variable) continue;
        if (variable.isStatic) statics.push(variable);
        else variables.push(variable);
      } else if (child.tag === TAG.lexical_block) {
        for (const [from, to] of this.#rangesOf(child)) inner.push(this.#scope(child, from, to, statics));
      }
    }
    return { low, high, variables, inner };
  }

  /** A block in several pieces is one scope for each piece. */
  #rangesOf(entry: Entry): readonly (readonly [number, number])[] {
    const low = numberOf(entry, AT.low_pc);
    const high = numberOf(entry, AT.high_pc);
    if (low !== undefined && high !== undefined)
      return [[low, entry.forms.get(AT.high_pc) === FORM.addr ? high : low + high]];
    const at = numberOf(entry, AT.ranges);
    if (at === undefined || this.#sections.ranges.length === 0) return [];
    const view = new DataView(
      this.#sections.ranges.buffer,
      this.#sections.ranges.byteOffset,
      this.#sections.ranges.byteLength,
    );
    const ranges: [number, number][] = [];
    for (let i = at; i + 8 <= view.byteLength; i += 8) {
      const [from, to] = [view.getUint32(i, true), view.getUint32(i + 4, true)];
      if (from === 0 && to === 0) break;
      ranges.push([from + this.#base, to + this.#base]);
    }
    return ranges;
  }

  #locationsOf(entry: Entry): readonly RangedExpression[] {
    const location = entry.attributes.get(AT.location);
    if (location instanceof Uint8Array) return [{ low: 0, high: EVERYWHERE, bytes: location }];
    if (typeof location !== 'number') return [];
    if (entry.forms.get(AT.location) === FORM.loclistx) {
      const view = new DataView(this.#sections.loclists.buffer, this.#sections.loclists.byteOffset);
      const at = this.#listsBase + view.getUint32(this.#listsBase + 4 * location, true);
      return readLocationList5(this.#sections.loclists, at, this.#base);
    }
    return this.#sections.loclists.length > 0
      ? readLocationList5(this.#sections.loclists, location, this.#base)
      : readLocationList(this.#sections.loc, location, this.#base);
  }

  /** Where the entry's name and type stand: in the declaration that it completes. */
  #described(entry: Entry): Entry {
    const at = numberOf(entry, AT.specification) ?? numberOf(entry, AT.abstract_origin);
    const other = at === undefined ? undefined : this.#entries.byOffset.get(at);
    return other ? this.#described(other) : entry;
  }

  #fileOf(entry: Entry): string {
    return this.#program.files[numberOf(entry, AT.decl_file) ?? -1] ?? '';
  }
}

const DW_OP_ADDR = 0x03;

function isAddress(locations: readonly RangedExpression[]): boolean {
  return locations.length > 0 && locations.every(({ bytes }) => bytes[0] === DW_OP_ADDR);
}

function scopeLocals({ variables, inner }: Scope): readonly number[] {
  return [
    ...variables.flatMap(({ locations }) => locations.flatMap(({ bytes }) => localsOf(bytes))),
    ...inner.flatMap(scopeLocals),
  ];
}

/** One row for each address: the last one, since those before it stand for no instruction. */
function rowsIn(rows: readonly LineRow[], low: number, high: number): readonly LineRow[] {
  const byAddress = new Map<number, LineRow>();
  for (const row of rows) {
    if (row.isEnd || row.address < low || row.address >= high) continue;
    const before = byAddress.get(row.address);
    byAddress.set(row.address, before?.isPrologueEnd ? { ...row, isPrologueEnd: true } : row);
  }
  return [...byAddress.values()].sort((a, b) => a.address - b.address);
}
