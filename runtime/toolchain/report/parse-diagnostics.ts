import type { Diagnostic, Place, Severity } from '../../project/diagnostic.ts';

/** Gives the text of a line (1-based) of a file, so that clang's byte columns can become UTF-16 columns. */
export type LineOf = (file: string, line: number) => string | undefined;

interface Draft {
  severity: Severity;
  message: string;
  flag: string | undefined;
  place: Place | undefined;
  notes: { message: string; place: Place | undefined }[];
  fixits: { place: Place; text: string }[];
}

/** `main.c:3:5:{3:5-3:8}{…}: error: message [-Wflag]`; the ranges come from -fdiagnostics-print-source-range-info. */
const LOCATED = /^(.+?):(\d+):(\d+):(\{[\d:{}-]+\})?:? ?(fatal error|error|warning|note|remark): (.*)$/;
const UNLOCATED = /^(?:clang|cc1|wasm-ld|fatal error|error|warning)[^:]*: (?:(fatal error|error|warning|note): )?(.*)$/;
const FIXIT = /^fix-it:"((?:[^"\\]|\\.)*)":\{(\d+):(\d+)-(\d+):(\d+)\}:"((?:[^"\\]|\\.)*)"$/;

/** How the linker goes on: `>>> defined in a.o`. */
const LINKER_NOTE = '>>> ';

/** What clang said, taken apart: each error or warning with the notes and fix-its that follow it. */
export function parseDiagnostics(output: string, lineOf: LineOf): readonly Diagnostic[] {
  const found: Draft[] = [];
  for (const line of output.split('\n')) {
    const fixit = FIXIT.exec(line);
    if (fixit) {
      found.at(-1)?.fixits.push(readFixit(fixit, lineOf));
      continue;
    }
    if (line.startsWith(LINKER_NOTE)) {
      found.at(-1)?.notes.push({ message: line.slice(LINKER_NOTE.length), place: undefined });
      continue;
    }
    const located = LOCATED.exec(line);
    const draft = located ? readLocated(located, lineOf) : readUnlocated(line);
    if (!draft) continue;
    const owner = found.at(-1);
    // A note about a compile as a whole stands before what the compiler says, and belongs to nothing else.
    if (draft.severity === 'note' && owner && owner.severity !== 'note')
      owner.notes.push({ message: draft.message, place: draft.place });
    else found.push(draft);
  }
  return found;
}

/** The same text for a person: without the ranges and the fix-its, which are for machines. */
export function readableDiagnostics(output: string): string {
  return output
    .split('\n')
    .filter((line) => !FIXIT.test(line))
    .map((line) => coloured(line.replace(/(:\d+:\d+:)(\{[\d:{}-]+\})+:?/, '$1')))
    .join('\n');
}

const BOLD = '\x1b[1m';
const RESET = '\x1b[0m';
const COLOURS: Readonly<Record<string, string>> = {
  'fatal error': '\x1b[1;31m',
  error: '\x1b[1;31m',
  warning: '\x1b[1;35m',
  note: '\x1b[1;36m',
  remark: '\x1b[1;34m',
};

/** Colours for a terminal: the place bold, the severity by its kind, and the carets green. */
function coloured(line: string): string {
  const head = /^(\S.*?:\d+:\d+: |[\w-]+: )(fatal error|error|warning|note|remark): (.*)$/.exec(line);
  if (head) {
    const [, place = '', severity = '', message = ''] = head;
    return `${BOLD}${place}${COLOURS[severity] ?? ''}${severity}: ${RESET}${severity === 'note' ? message : BOLD + message + RESET}`;
  }
  return /^ +\| [ ~^]+$/.test(line) ? line.replace(/\| (.*)$/, '| \x1b[1;32m$1\x1b[0m') : line;
}

function readLocated(match: RegExpExecArray, lineOf: LineOf): Draft {
  const [, file = '', line = '', column = '', ranges = '', severity = '', text = ''] = match;
  const { message, flag } = splitFlag(text);
  return {
    severity: severityOf(severity),
    message,
    flag,
    place: placeOf(file, Number(line), Number(column), ranges, lineOf),
    notes: [],
    fixits: [],
  };
}

function readUnlocated(line: string): Draft | undefined {
  const match = UNLOCATED.exec(line);
  if (!match) return undefined;
  const [, severity = line.startsWith('warning') ? 'warning' : 'error', text = ''] = match;
  const { message, flag } = splitFlag(text);
  // The linker puts the file first; what is missing is the news.
  const subjectFirst = message.replace(/^(\S.*?): (undefined symbol: .*)$/, '$2, used in $1');
  return {
    severity: severityOf(severity),
    message: subjectFirst,
    flag,
    place: undefined,
    notes: [],
    fixits: [],
  };
}

function readFixit(match: RegExpExecArray, lineOf: LineOf): Draft['fixits'][number] {
  const [, file = '', line = '', column = '', endLine = '', endColumn = '', text = ''] = match;
  const name = unescape(file);
  const range = `{${line}:${column}-${endLine}:${endColumn}}`;
  return { place: placeOf(name, Number(line), Number(column), range, lineOf), text: unescape(text) };
}

/** The range that holds the point, if clang gave one; otherwise the word at the point. */
function placeOf(file: string, line: number, column: number, ranges: string, lineOf: LineOf): Place {
  const name = file.replace(/^\.?\/(?!usr\/|\.build\/)/, '');
  const spans = [...ranges.matchAll(/\{(\d+):(\d+)-(\d+):(\d+)\}/g)].map((match) => match.slice(1, 5).map(Number));
  const holding = spans.find(
    ([fromLine = 0, from = 0, toLine = 0, to = 0]) =>
      fromLine === line && toLine === line && from <= column && column < to,
  );
  const text = lineOf(name, line);
  const start = utf16Column(text, column);
  if (holding) {
    const [, from = column, , to = column] = holding;
    return { file: name, line, column: utf16Column(text, from), endLine: line, endColumn: utf16Column(text, to) };
  }
  const isFixit = spans.length === 1 && spans[0]?.[0] === line && spans[0][1] === column;
  if (isFixit) {
    const [, , endLine = line, to = column] = spans[0] ?? [];
    return { file: name, line, column: start, endLine, endColumn: utf16Column(lineOf(name, endLine), to) };
  }
  const word = /^([\p{L}\p{M}\p{N}_]+|.)/u.exec(text?.slice(start - 1) ?? '')?.[0] ?? ' ';
  return { file: name, line, column: start, endLine: line, endColumn: start + word.length };
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Byte column (from 1) to UTF-16 column (from 1). */
function utf16Column(line: string | undefined, column: number): number {
  if (line === undefined) return column;
  const bytes = encoder.encode(line);
  return decoder.decode(bytes.subarray(0, column - 1)).length + 1 + Math.max(0, column - 1 - bytes.length);
}

function splitFlag(text: string): { readonly message: string; readonly flag: string | undefined } {
  const match = /^(.*) \[(-W[^\]]+)\]$/.exec(text);
  return match ? { message: match[1] ?? text, flag: match[2] } : { message: text, flag: undefined };
}

function severityOf(word: string): Severity {
  return word === 'fatal error' || word === 'error'
    ? 'error'
    : word === 'warning' || word === 'note' || word === 'remark'
      ? word
      : 'error';
}

/** Undoes LLVM's `write_escaped`: `\n`, `\t`, `\"`, `\\`, and every byte that is not printable ASCII in octal. */
function unescape(text: string): string {
  return text.replace(/(?:\\[0-7]{3})+|\\(.)/g, (escaped, char: string | undefined) => {
    if (char !== undefined) return char === 'n' ? '\n' : char === 't' ? '\t' : char;
    return decoder.decode(Uint8Array.from(escaped.slice(1).split('\\'), (octal) => parseInt(octal, 8)));
  });
}
