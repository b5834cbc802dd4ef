import type { Diagnostic } from '../../project/diagnostic.ts';
import type { LineOf } from '../report/parse-diagnostics.ts';
import { headerOf } from './headers-by-name.ts';

const UNDECLARED =
  /^(?:use of undeclared identifier|unknown type name|call to undeclared (?:library )?function) '([^']+)'/;
const SYNTAX =
  /^(?:expected |unexpected |extraneous |missing terminating|character <|treating Unicode|invalid (?:suffix|digit)|brackets are not|type specifier missing|function definition is not|unterminated|empty character)/;
/** What C says of statements that stand outside of functions. */
const OUTSIDE =
  /^(?:expected |extraneous |type specifier missing|unknown type name|a function (?:declaration|definition) without|redefinition of|conflicting types)/;
const OTHER_LANGUAGE = /'(?:using|namespace|cout|cin|cerr|endl|std|new|delete|class|template|public|private|string)'/;

/** A place in a list of diagnostics, and what the rules ask about it. */
interface Found {
  readonly diagnostic: Diagnostic;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The text of the line. */
  readonly text: string;
  /** The name that it says nothing declares. */
  readonly undeclared: string | undefined;
  readonly isSyntax: boolean;
}

/**
 * For each diagnostic of one compile the earlier one that it follows from; undefined: it stands for itself. Only what a rule knows to
 * be a consequence follows, so that two mistakes in one program stay two.
 */
export function causesOf(diagnostics: readonly Diagnostic[], lineOf: LineOf): readonly (number | undefined)[] {
  const all = diagnostics.map((diagnostic) => foundAt(diagnostic, lineOf));
  const isBraceMissing = diagnostics.some(({ message }) => message === "expected '}'");
  const lastExtraBrace = all.findLastIndex(
    (one) => one?.diagnostic.message.startsWith('extraneous closing brace') === true,
  );
  const causes: (number | undefined)[] = [];
  for (const [i, one] of all.entries()) {
    const before = one ? all.slice(0, i) : [];
    const from = before.findIndex(
      (other) =>
        one &&
        other?.file === one.file &&
        (follows(one, other) ||
          (isBraceMissing && isAfterMissingBrace(one, other)) ||
          (i <= lastExtraBrace && isAfterExtraBrace(one, other))),
    );
    // What follows from a consequence follows from its cause.
    causes.push(from === -1 ? refusalBefore(all, i, causes) : (causes[from] ?? from));
  }
  return causes;
}

function foundAt(diagnostic: Diagnostic, lineOf: LineOf): Found | undefined {
  const { place, message, severity } = diagnostic;
  if (!place || (severity !== 'error' && severity !== 'warning')) return undefined;
  return {
    diagnostic,
    file: place.file,
    line: place.line,
    column: place.column,
    text: lineOf(place.file, place.line) ?? '',
    undeclared: UNDECLARED.exec(message)?.[1],
    isSyntax: SYNTAX.test(message),
  };
}

function follows(one: Found, cause: Found): boolean {
  return (
    isSameName(one, cause) ||
    isNameOfFailedLine(one, cause) ||
    isSameLine(one, cause) ||
    isSameMacro(one, cause) ||
    isLackOfHeader(one, cause) ||
    isFromGuess(one, cause) ||
    isSameGap(one, cause) ||
    (OTHER_LANGUAGE.test(cause.diagnostic.message) && OTHER_LANGUAGE.test(one.diagnostic.message))
  );
}

/** Nothing declares the name, which was said before. */
function isSameName({ undeclared }: Found, cause: Found): boolean {
  return undeclared !== undefined && undeclared === cause.undeclared;
}

/** The line that would have declared the name has an error. */
function isNameOfFailedLine({ undeclared, line, diagnostic }: Found, cause: Found): boolean {
  if (undeclared === undefined || cause.diagnostic.severity !== 'error' || line < cause.line) return false;
  const name = undeclared.replace(/[^\w]/g, '');
  if (
    cause.diagnostic.message.startsWith('function definition is not allowed') &&
    diagnostic.message.startsWith('call')
  )
    return new RegExp(`\\b${name}\\s*\\(`).test(cause.text);
  const declared = new RegExp(
    `^\\s*(?:const\\s+)?[A-Za-z_][\\w<>:]*(?:[\\s*&,-]+\\w*)*?[\\s*&,-]${name}\\s*(?:[=;,()\\[)]|$)`,
  );
  return (
    (cause.isSyntax || cause.undeclared !== undefined) &&
    cause.undeclared !== undeclared &&
    declared.test(cause.text) &&
    !/^\s*(?:return|if|while|for|else)\b/.test(cause.text)
  );
}

/** After an error of the grammar the rest of its line is read wrongly. */
function isSameLine(one: Found, cause: Found): boolean {
  if (one.line !== cause.line) return false;
  if (cause.isSyntax) return cause.diagnostic.severity === 'error' || !one.diagnostic.message.startsWith('unused');
  if (cause.diagnostic.severity !== 'error') return isSameValue(one, cause);
  const isEnd =
    /^expected (?:';'|expression|identifier)|^expression result unused|^format string is not|^implicit conversion/.test(
      one.diagnostic.message,
    );
  return isEnd && (cause.undeclared === undefined || one.column > cause.column);
}

/** Two warnings about the same value. */
function isSameValue(one: Found, cause: Found): boolean {
  return (
    (/^multi-character character constant|^character constant too long/.test(cause.diagnostic.message) &&
      /conversion|^character constant too long|^format string is not/.test(one.diagnostic.message)) ||
    (cause.diagnostic.message.startsWith('format specifies') &&
      one.column === cause.column &&
      one.diagnostic.message.includes('uninitialized')) ||
    (cause.diagnostic.message.startsWith('result of comparison against a string') &&
      one.diagnostic.message.startsWith('comparison between pointer'))
  );
}

/** Both come from the text of one macro. */
function isSameMacro(one: Found, cause: Found): boolean {
  const of = ({ diagnostic }: Found): string | undefined =>
    diagnostic.notes
      .map(({ message }) => /^expanded from macro '(\w+)'/.exec(message)?.[1])
      .find((name) => name !== undefined);
  return one.isSyntax && cause.isSyntax && of(one) !== undefined && of(one) === of(cause);
}

/** A line with #include failed, and what the header declares is not there. */
function isLackOfHeader({ undeclared, diagnostic }: Found, cause: Found): boolean {
  if (!/^\s*#?\s*inc/.test(cause.text) || undeclared === undefined) return false;
  return diagnostic.message.startsWith('call to undeclared') || headerOf(undeclared) !== undefined;
}

/** The compiler had to guess the type of a function, which then turned out to be another one. */
function isFromGuess({ diagnostic }: Found, cause: Found): boolean {
  const name = /^conflicting types for '(\w+)'/.exec(diagnostic.message)?.[1];
  return (
    name !== undefined &&
    name === cause.undeclared &&
    diagnostic.notes.some(({ message }) => message.startsWith('previous implicit'))
  );
}

/** The same struct, or the same member of it, is missing. */
function isSameGap({ diagnostic }: Found, cause: Found): boolean {
  return (
    diagnostic.message === cause.diagnostic.message &&
    /^(?:incomplete definition of type|variable has incomplete type|no member named)/.test(diagnostic.message)
  );
}

/** A block is not closed: what comes after it is taken to be inside of it. */
function isAfterMissingBrace({ diagnostic }: Found, cause: Found): boolean {
  return (
    cause.diagnostic.message === 'function definition is not allowed here' &&
    (diagnostic.message === cause.diagnostic.message ||
      diagnostic.message === "expected '}'" ||
      diagnostic.message.startsWith('call to undeclared function'))
  );
}

/** A function was closed too early: its rest is taken to be outside of it. */
function isAfterExtraBrace(one: Found, cause: Found): boolean {
  return (
    one.line >= cause.line &&
    OUTSIDE.test(cause.diagnostic.message) &&
    OUTSIDE.test(one.diagnostic.message) &&
    cause.isSyntax &&
    isOutside(cause)
  );
}

function isOutside({ diagnostic: { message } }: Found): boolean {
  return /^(?:expected parameter declarator|expected identifier or '\('|type specifier missing)/.test(message);
}

/** An #error ends what a header declares, so that all errors after it follow from it. */
function refusalBefore(
  all: readonly (Found | undefined)[],
  i: number,
  causes: readonly (number | undefined)[],
): number | undefined {
  const at = all.findIndex((one, j) => j < i && causes[j] === undefined && one !== undefined && isRefusal(one));
  return at === -1 || all[i]?.diagnostic.severity !== 'error' ? undefined : at;
}

function isRefusal({ text, diagnostic: { severity, message } }: Found): boolean {
  return (
    severity === 'error' &&
    (/^\s*#\s*error\b/.test(text) || (/^\s*#\s*include\b/.test(text) && !/^expected |file not found$/.test(message)))
  );
}
