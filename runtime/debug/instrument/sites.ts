import { isOwnFile, type DebugFunction, type ProgramInfo } from '../program-info.ts';
import type { LineRow } from '../dwarf/line-table.ts';

/** A place where a program can stop: before the first instruction of a line, or of a part of one. */
export interface Site {
  /** From 1: what the instrumented program passes. */
  readonly number: number;
  readonly function: DebugFunction;
  /** In the program as it was built, from the start of the code section's contents. */
  readonly address: number;
  readonly file: string;
  readonly line: number;
  /** A call returns to it: nothing of the call's line is left to do. */
  readonly isAfterCall: boolean;
}

/** All sites of a program, by number: the first entry stands for no site. */
export class Sites {
  readonly #sites: (Site | undefined)[] = [undefined];

  get count(): number {
    return this.#sites.length;
  }

  add(fn: DebugFunction, row: LineRow, isAfterCall: boolean): Site {
    const site: Site = {
      number: this.#sites.length,
      function: fn,
      address: row.address,
      file: row.file,
      line: row.line,
      isAfterCall,
    };
    this.#sites.push(site);
    return site;
  }

  get(number: number): Site | undefined {
    return this.#sites[number];
  }

  *[Symbol.iterator](): Generator<Site> {
    for (const site of this.#sites) if (site) yield site;
  }
}

/** The rows of a function that a debugger may stop at, by address: from where its parameters are in place. */
export function stoppableRows({ rows }: DebugFunction): readonly LineRow[] {
  const [opening] = rows;
  const end = rows.findIndex(({ isPrologueEnd }) => isPrologueEnd);
  const from = end === -1 ? Math.min(1, rows.length - 1) : end;
  return rows
    .slice(from)
    .filter((row) => row.isStatement && row.line > 0 && isOwnFile(row.file) && !isOpening(row) && !isClosing(row));

  /** What the compiler adds for `setjmp` stands at the function's own line, at no statement. */
  function isOpening({ line, column }: LineRow): boolean {
    return line === opening?.line && column <= 1;
  }

  /** What checks do at a function's end stands at its brace, in front of the return that it comes from. */
  function isClosing(row: LineRow): boolean {
    const last = rows.at(-1);
    return row === rows.at(-2) && row.column === 1 && last !== undefined && last.line < row.line;
  }
}

/** Functions by the address of their body. */
export function functionsByAddress({ functions }: ProgramInfo): ReadonlyMap<number, DebugFunction> {
  return new Map(functions.map((fn) => [fn.low, fn]));
}
