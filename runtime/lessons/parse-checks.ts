import { ERRNO_NAMES, type Errno } from '../abi/errno.ts';
import type { Failure } from '../abi/failure.ts';
import { isRightName, type RightName } from '../abi/rights.ts';
import { SYSCALL_NAMES } from '../abi/syscalls.ts';
import { isRecord } from '../base/is-record.ts';
import { err, ok, type Result } from '../base/result.ts';
import { OUTCOME_KINDS } from '../trace/query.ts';
import type { CheckRule, LessonCheck, LessonQuery, Prediction, PredictionChoice } from './lesson.ts';

/** What a `checks.json` holds. */
interface ChecksFile {
  readonly prediction: Prediction | undefined;
  readonly checks: readonly LessonCheck[];
}

/** What the text of a `checks.json` holds, or a sentence about the first thing that is wrong. */
export function parseChecks(text: string | undefined): Result<ChecksFile, string> {
  if (text === undefined) return err('There is no checks.json');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err('This is not JSON');
  }
  try {
    return ok(checksOf(value));
  } catch (error) {
    if (error instanceof Wrong) return err(error.message);
    throw error;
  }
}

/** Carries a sentence out of the reading, and never out of this module. */
class Wrong extends Error {}

type Fields = Readonly<Record<string, unknown>>;

function checksOf(value: unknown): ChecksFile {
  const { format, predict, checks } = fields(
    value,
    'checks.json',
    ['format', 'predict', 'checks'],
    ['format', 'checks'],
  );
  if (typeof format === 'number' && format > 1)
    throw new Wrong('These checks are of a newer format than is known here');
  if (format !== 1) throw new Wrong('format must be 1');
  if (!Array.isArray(checks) || checks.length === 0) throw new Wrong('checks must be a list with at least one check');
  return {
    prediction: predict === undefined ? undefined : predictionOf(predict),
    checks: checks.map((check, i) => checkOf(check, `checks[${i}]`)),
  };
}

function predictionOf(value: unknown): Prediction {
  const names = ['asks', 'choices', 'because'];
  const { asks, choices, because } = fields(value, 'predict', names, names);
  if (!Array.isArray(choices) || choices.length < 2) throw new Wrong('predict.choices must be a list of two or more');
  return {
    asks: text(asks, 'predict.asks'),
    choices: choices.map((choice, i) => choiceOf(choice, `predict.choices[${i}]`)),
    because: text(because, 'predict.because'),
  };
}

function choiceOf(value: unknown, at: string): PredictionChoice {
  const given = fields(value, at, ['says', ...RULES], ['says']);
  return { says: text(given['says'], `${at}.says`), rule: onlyRule(given, at) };
}

const RULES = ['exit', 'output', 'trace', 'policy', 'value'] as const;

function checkOf(value: unknown, at: string): LessonCheck {
  const given = fields(value, at, ['says', 'hint', 'hides', ...RULES], ['says']);
  return {
    says: text(given['says'], `${at}.says`),
    hint: 'hint' in given ? text(given['hint'], `${at}.hint`) : undefined,
    hides: 'hides' in given ? oneOf(given['hides'], `${at}.hides`, ['missing', 'sentence'] as const) : undefined,
    rule: onlyRule(given, at),
  };
}

function onlyRule(given: Fields, at: string): CheckRule {
  const rules = RULES.filter((name) => name in given);
  const [rule, second] = rules;
  if (!rule || second)
    throw new Wrong(`${at} must have one of exit, output, trace, policy and value, and has ${rules.length}`);
  return ruleOf(rule, given[rule], `${at}.${rule}`);
}

function ruleOf(name: (typeof RULES)[number], value: unknown, at: string): CheckRule {
  switch (name) {
    case 'exit':
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 255)
        throw new Wrong(`${at} must be a whole number from 0 to 255`);
      return { kind: 'exit', code: value };
    case 'output':
      return outputRule(value, at);
    case 'trace': {
      const [how, what] = only(value, at, ['has', 'lacks']);
      if (how === 'lacks') return { kind: 'trace-lacks', event: queryOf(what, `${at}.lacks`) };
      const wanted: readonly unknown[] = Array.isArray(what) ? what : [what];
      if (wanted.length === 0) throw new Wrong(`${at}.has must name at least one event`);
      return { kind: 'trace-has', events: wanted.map((one, i) => queryOf(one, `${at}.has[${i}]`)) };
    }
    case 'value':
      return valueRule(value, at);
    case 'policy': {
      const [how, what] = only(value, at, ['within', 'least']);
      if (how === 'within') return { kind: 'policy-within', folders: foldersOf(what, `${at}.within`) };
      if (what !== true) throw new Wrong(`${at}.least must be true`);
      return { kind: 'policy-least' };
    }
  }
}

function valueRule(value: unknown, at: string): CheckRule {
  const names = ['file', 'line', 'of', 'is'];
  const { file, line, of, is } = fields(value, at, names, names);
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 1)
    throw new Wrong(`${at}.line must be a whole number from 1 on`);
  const wanted = { file: text(file, `${at}.file`), line, of: text(of, `${at}.of`) };
  return { kind: 'value', ...wanted, is: pattern(text(is, `${at}.is`), `${at}.is`) };
}

function pattern(wanted: string, at: string): RegExp {
  try {
    return new RegExp(wanted, 'mu');
  } catch {
    throw new Wrong(`${at} is not a regular expression: ${wanted}`);
  }
}

function outputRule(value: unknown, at: string): CheckRule {
  const [how, what] = only(value, at, ['contains', 'lacks', 'matches']);
  const wanted = text(what, `${at}.${how}`);
  if (how === 'contains') return { kind: 'output-contains', text: wanted };
  if (how === 'lacks') return { kind: 'output-lacks', text: wanted };
  return { kind: 'output-matches', pattern: pattern(wanted, `${at}.matches`) };
}

const QUERY = ['call', 'outcome', 'errno', 'failure', 'need', 'path', 'through'] as const;
const FAILURES = ['errno', 'denied', 'revoked', 'declined', 'escaped'] as const satisfies readonly Failure['kind'][];
const ERRNOS = ERRNO_NAMES.filter((name): name is Errno => name !== 'success');

function queryOf(value: unknown, at: string): LessonQuery {
  const given = fields(value, at, QUERY, []);
  if (Object.keys(given).length === 0) throw new Wrong(`${at} must say what to look for`);
  return {
    ...('call' in given && { call: oneOf(given['call'], `${at}.call`, [...SYSCALL_NAMES, 'unmatched' as const]) }),
    ...('outcome' in given && { outcome: oneOf(given['outcome'], `${at}.outcome`, OUTCOME_KINDS) }),
    ...('errno' in given && { errno: oneOf(given['errno'], `${at}.errno`, ERRNOS) }),
    ...('failure' in given && { failure: oneOf(given['failure'], `${at}.failure`, FAILURES) }),
    ...('need' in given && { need: right(given['need'], `${at}.need`) }),
    ...('path' in given && { path: text(given['path'], `${at}.path`) }),
    ...('through' in given && { through: text(given['through'], `${at}.through`) }),
  };
}

function foldersOf(value: unknown, at: string): ReadonlyMap<string, readonly RightName[]> {
  if (!isRecord(value)) throw new Wrong(`${at} must be an object: rights by folder`);
  return new Map(
    Object.entries(value).map(([folder, rights]) => {
      if (!Array.isArray(rights)) throw new Wrong(`${at}.${folder} must be a list of rights`);
      return [folder, rights.map((name) => right(name, `${at}.${folder}`))] as const;
    }),
  );
}

function right(value: unknown, at: string): RightName {
  if (typeof value === 'string' && isRightName(value)) return value;
  throw new Wrong(`There is no right called ${String(value)} (in ${at})`);
}

function only<K extends string>(value: unknown, at: string, known: readonly K[]): readonly [K, unknown] {
  const given = fields(value, at, known, []);
  const [name, second] = known.filter((one) => one in given);
  if (name === undefined || second !== undefined) throw new Wrong(`${at} must have one of ${known.join(', ')}`);
  return [name, given[name]];
}

function fields(value: unknown, at: string, known: readonly string[], must: readonly string[]): Fields {
  if (!isRecord(value)) throw new Wrong(`${at} must be an object`);
  const strange = Object.keys(value).find((name) => !known.includes(name));
  if (strange !== undefined) throw new Wrong(`${at} has a field that is not known: ${strange}`);
  const missing = must.find((name) => !(name in value));
  if (missing !== undefined) throw new Wrong(`${at} lacks the field ${missing}`);
  return value;
}

function text(value: unknown, at: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Wrong(`${at} must be text`);
}

function oneOf<K extends string>(value: unknown, at: string, choices: readonly K[]): K {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new Wrong(`${at} cannot be ${String(value)}`);
  return found;
}
