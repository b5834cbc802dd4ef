import type { Diagnostic } from '../../project/diagnostic.ts';
import { causesOf } from '../mistakes/cascade.ts';
import { explained, explanationLine } from './explanations.ts';
import type { Guidance } from './guidance.ts';
import { parseDiagnostics, readableDiagnostics, type LineOf } from './parse-diagnostics.ts';

/** What a compile has to say: for the page, and for a terminal. */
export interface CompilerReport {
  readonly diagnostics: readonly Diagnostic[];
  readonly said: string;
}

const HEAD = /^(?:.+?:\d+:\d+:(?:\{[\d:{}-]+\})*:? ?|(?:clang|cc1)[^:]*: )?(?:fatal error|error|warning|remark): /;
const INCLUDED_FROM = /^In file included from /;
const COUNT = /^\d+ (?:errors?|warnings?)(?: and \d+ (?:errors?|warnings?))? generated\.$/;

/**
 * The compiler's own words, each explanation after what it explains, and every diagnostic that follows from an earlier one kept with that
 * one. `showsAll`: a terminal gets those as well.
 */
export function compilerReport(stderr: string, lineOf: LineOf, guidance: Guidance, showsAll = false): CompilerReport {
  const parts = partsOf(stderr).map((text) => {
    const [first, ...more] = parseDiagnostics(text, lineOf);
    return { text, diagnostic: first && explained(first, guidance, lineOf), more };
  });
  const told = parts.flatMap(({ diagnostic }, part) => (diagnostic ? [{ diagnostic, part }] : []));
  const causes = causesOf(
    told.map(({ diagnostic }) => diagnostic),
    lineOf,
  );
  const followers = new Map<number, number[]>();
  for (const [i, cause] of causes.entries())
    if (cause !== undefined) followers.set(cause, [...(followers.get(cause) ?? []), i]);

  const diagnostics: Diagnostic[] = [];
  const saidOf = new Map<number, string>();
  const known = new Set<string>();
  for (const [i, { diagnostic, part }] of told.entries()) {
    const { text = '', more = [] } = parts[part] ?? {};
    const words = readableDiagnostics(text);
    if (causes[i] !== undefined) {
      saidOf.set(part, showsAll ? words : '');
      continue;
    }
    const follow = (followers.get(i) ?? []).flatMap((one) => told[one]?.diagnostic ?? []);
    diagnostics.push(follow.length === 0 ? diagnostic : withFollowers(diagnostic, follow), ...more);
    const line = diagnostic.explanation ? explanationLine(diagnostic.explanation) : '';
    const count =
      follow.length === 0 || showsAll
        ? ''
        : `${follow.length} more ${follow.length === 1 ? 'follows' : 'follow'} from it: ${guidance.rest}\n`;
    saidOf.set(part, `${words}${known.has(line) ? '' : line}${count}`);
    known.add(line);
  }
  return { diagnostics, said: parts.map(({ text }, part) => saidOf.get(part) ?? readableDiagnostics(text)).join('') };
}

/** A warning that an error follows from is why the program does not compile. */
function withFollowers(diagnostic: Diagnostic, follow: readonly Diagnostic[]): Diagnostic {
  const isError = [diagnostic, ...follow].some(({ severity }) => severity === 'error');
  return { ...diagnostic, severity: isError ? 'error' : diagnostic.severity, follow };
}

/** The text cut before each diagnostic, so that each part holds one with the lines that belong to it. */
function partsOf(stderr: string): readonly string[] {
  const parts: string[] = [''];
  const lines = stderr.split('\n');
  for (const [i, line] of lines.entries()) {
    const isChain = INCLUDED_FROM.test(lines[i - 1] ?? '');
    if ((HEAD.test(line) || INCLUDED_FROM.test(line) || COUNT.test(line)) && !isChain) parts.push('');
    parts.push(`${parts.pop() ?? ''}${line}${i === lines.length - 1 ? '' : '\n'}`);
  }
  return parts.filter((part) => part !== '');
}
