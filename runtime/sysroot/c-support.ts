import { CPLUSPLUS } from './c-support/cplusplus.ts';
import { LANGUAGE } from './c-support/language.ts';
import { LIBRARY } from './c-support/library.ts';
import { REFUSED } from './c-support/refused.ts';
import { type CSupportRow, type CSupportSection, type CSupportStatus } from './c-support/row.ts';
import { SYSTEM } from './c-support/system.ts';
import { TERMINAL } from './c-support/terminal.ts';

/** What C and C++ can do here. Every row is run as a test, and the page is made from it. */
export const C_SUPPORT: readonly CSupportSection[] = [LANGUAGE, LIBRARY, SYSTEM, TERMINAL, REFUSED, CPLUSPLUS];

/** The page `docs/c-support.md`. */
export function renderCSupport(sections: readonly CSupportSection[]): string {
  return [INTRODUCTION, ...sections.map(renderSection)].join('\n');
}

const INTRODUCTION = `# What C can do here

This page is generated from \`runtime/sysroot/c-support.ts\`. Each line is a program that the
tests compile with the default flags and run; what does not work is refused when the program is
compiled, with a sentence that says why.
`;

const WORD = {
  supported: 'works',
  note: 'works, with a note',
  refused: 'refused',
} as const satisfies Record<CSupportStatus, string>;

function renderSection({ title, rows }: CSupportSection): string {
  return [`## ${title}`, '', '| feature | here | note |', '| --- | --- | --- |', ...rows.map(renderRow), ''].join('\n');
}

function renderRow({ feature, status, note }: CSupportRow): string {
  return `| ${cell(feature)} | ${WORD[status]} | ${cell(note)} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
