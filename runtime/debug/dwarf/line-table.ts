import { joinPath } from '../../base/join-path.ts';
import { DwarfReader } from './dwarf-reader.ts';
import { FORM } from './constants.ts';
import type { DebugSections } from './debug-sections.ts';

/** A place in the source where an instruction begins. */
export interface LineRow {
  /** From the start of the code section's contents. */
  readonly address: number;
  /** The path that the compiler was given, absolute. */
  readonly file: string;
  /** From 1; 0: of no line. */
  readonly line: number;
  /** In bytes, from 1; 0: unknown. */
  readonly column: number;
  /** A debugger may stop here. */
  readonly isStatement: boolean;
  /** Here the function's parameters are in place. */
  readonly isPrologueEnd: boolean;
  /** No instruction: the one before was the last of its sequence. */
  readonly isEnd: boolean;
}

export interface LineProgram {
  readonly rows: readonly LineRow[];
  /** By the number that `decl_file` uses. */
  readonly files: readonly string[];
}

/** The line programs by their offset in `.debug_line`, which a compile unit names. */
export function readLinePrograms(sections: DebugSections): ReadonlyMap<number, LineProgram> {
  const programs = new Map<number, LineProgram>();
  const reader = new DwarfReader(sections.line);
  while (!reader.isAtEnd) {
    const offset = reader.at;
    const length = reader.u32();
    const end = reader.at + length;
    programs.set(offset, readProgram(reader, end, sections));
    reader.at = end;
  }
  return programs;
}

function readProgram(reader: DwarfReader, end: number, sections: DebugSections): LineProgram {
  const version = reader.u16();
  if (version >= 5) reader.take(2);
  const headerLength = reader.u32();
  const start = reader.at + headerLength;
  const minimumLength = reader.u8();
  if (version >= 4) reader.u8();
  const isStatementAtFirst = reader.u8() !== 0;
  const lineBase = (reader.u8() << 24) >> 24;
  const lineRange = reader.u8();
  const opcodeBase = reader.u8();
  const operandCounts = [0, ...Array.from({ length: opcodeBase - 1 }, () => reader.u8())];
  const files = version >= 5 ? readFiles5(reader, sections) : readFiles4(reader);
  reader.at = start;

  const rows: LineRow[] = [];
  let address = 0;
  let file = 1;
  let line = 1;
  let column = 0;
  let isStatement = isStatementAtFirst;
  let isPrologueEnd = false;
  const emit = (isEnd = false): void => {
    rows.push({ address, file: files[file] ?? '', line, column, isStatement, isPrologueEnd, isEnd });
    isPrologueEnd = false;
  };
  while (reader.at < end) {
    const opcode = reader.u8();
    if (opcode >= opcodeBase) {
      const adjusted = opcode - opcodeBase;
      address += minimumLength * Math.floor(adjusted / lineRange);
      line += lineBase + (adjusted % lineRange);
      emit();
      continue;
    }
    switch (opcode) {
      case 0: {
        const next = reader.uleb() + reader.at;
        const extended = reader.u8();
        if (extended === 1) {
          emit(true);
          [address, file, line, column, isStatement] = [0, 1, 1, 0, isStatementAtFirst];
        } else if (extended === 2) address = reader.u32();
        reader.at = next;
        break;
      }
      case 1:
        emit();
        break;
      case 2:
        address += minimumLength * reader.uleb();
        break;
      case 3:
        line += reader.sleb();
        break;
      case 4:
        file = reader.uleb();
        break;
      case 5:
        column = reader.uleb();
        break;
      case 6:
        isStatement = !isStatement;
        break;
      case 8:
        address += minimumLength * Math.floor((255 - opcodeBase) / lineRange);
        break;
      case 9:
        address += reader.u16();
        break;
      case 10:
        isPrologueEnd = true;
        break;
      default:
        for (let i = operandCounts[opcode] ?? 0; i > 0; i--) reader.uleb();
    }
  }
  return { rows, files };
}

function readFiles4(reader: DwarfReader): readonly string[] {
  const folders = [''];
  for (let folder = reader.cString(); folder !== ''; folder = reader.cString()) folders.push(folder);
  const files = [''];
  for (let name = reader.cString(); name !== ''; name = reader.cString()) {
    files.push(joined(folders[reader.uleb()] ?? '', name));
    reader.uleb();
    reader.uleb();
  }
  return files;
}

function readFiles5(reader: DwarfReader, sections: DebugSections): readonly string[] {
  const table = (): readonly ReadonlyMap<number, string | number>[] => {
    const formats = Array.from({ length: reader.u8() }, () => [reader.uleb(), reader.uleb()] as const);
    return Array.from(
      { length: reader.uleb() },
      () => new Map(formats.map(([type, form]) => [type, readFileForm(reader, form, sections)])),
    );
  };
  const folders = table().map((entry) => String(entry.get(1) ?? ''));
  return table().map((entry) => joined(folders[Number(entry.get(2) ?? 0)] ?? '', String(entry.get(1) ?? '')));
}

function readFileForm(reader: DwarfReader, form: number, sections: DebugSections): string | number {
  switch (form) {
    case FORM.line_strp:
      return new DwarfReader(sections.lineStr, reader.u32()).cString();
    case FORM.strp:
      return new DwarfReader(sections.str, reader.u32()).cString();
    case FORM.string:
      return reader.cString();
    case FORM.data1:
      return reader.u8();
    case FORM.data2:
      return reader.u16();
    case FORM.udata:
      return reader.uleb();
    case FORM.data16:
      reader.take(16);
      return '';
    default:
      throw new Error(`The line table has form 0x${form.toString(16)}, which is unknown`);
  }
}

/** The compiler works in `/`. */
function joined(folder: string, name: string): string {
  return name.startsWith('/') ? name : joinPath(folder === '' ? '/' : folder, name);
}
