import { customSection, readSections, type Section } from '../../wasm/sections.ts';
import { SECTION } from '../../wasm/wasm-reader.ts';

/** The sections of debug information, as views; absent ones are empty. */
export interface DebugSections {
  readonly info: Uint8Array;
  readonly abbrev: Uint8Array;
  readonly line: Uint8Array;
  readonly str: Uint8Array;
  readonly lineStr: Uint8Array;
  readonly strOffsets: Uint8Array;
  readonly addr: Uint8Array;
  readonly ranges: Uint8Array;
  readonly loc: Uint8Array;
  readonly loclists: Uint8Array;
  readonly rnglists: Uint8Array;
}

export function debugSections(module: Uint8Array): DebugSections {
  const sections: readonly Section[] = readSections(module).filter(({ id }) => id === SECTION.custom);
  const find = (name: string): Uint8Array => customSection(sections, name) ?? new Uint8Array();
  return {
    info: find('.debug_info'),
    abbrev: find('.debug_abbrev'),
    line: find('.debug_line'),
    str: find('.debug_str'),
    lineStr: find('.debug_line_str'),
    strOffsets: find('.debug_str_offsets'),
    addr: find('.debug_addr'),
    ranges: find('.debug_ranges'),
    loc: find('.debug_loc'),
    loclists: find('.debug_loclists'),
    rnglists: find('.debug_rnglists'),
  };
}
