import * as v from 'valibot';
import { err, ok, type Result } from './result.ts';

/** The first thing that a schema finds wrong with a value from outside. */
export interface SchemaProblem {
  /** Where in it: `preopens[1].guest`; empty for the whole. */
  readonly at: string;
  /** A sentence without its full stop; says where by itself. */
  readonly message: string;
}

/**
 * `value` as `schema` has it, or a sentence about the first thing that is wrong. `whole` is what the value is called in it.
 * A message of the schema's own may name the place as `{at}`.
 */
export function parseWith<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  whole: string,
): Result<v.InferOutput<S>, SchemaProblem> {
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  return parsed.success ? ok(parsed.output) : err(problemOf(parsed.issues[0], whole));
}

/** A whole number within bounds, both included. */
export function wholeNumber(least: number, most: number) {
  const message = ({ input }: { readonly input: unknown }): string =>
    `{at} must be a whole number from ${least} to ${most}, and is ${kindOf(input)}`;
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message));
}

/** A list whose length is checked before what is in it; `what` names its entries in the plural. */
export function boundedList<S extends v.GenericSchema>(most: number, what: string, entry: S) {
  return v.pipe(
    v.array(v.unknown()),
    v.maxLength(most, ({ input }) => `{at} holds ${input.length} ${what}; ${most} is the most`),
    v.array(entry),
  );
}

export function boundedText(most: number) {
  return v.pipe(
    v.string(),
    v.maxLength(most, ({ input }) => `{at} is ${input.length} characters long; ${most} is the most`),
  );
}

function problemOf(issue: v.BaseIssue<unknown>, whole: string): SchemaProblem {
  const last = issue.path?.at(-1);
  const field = last?.type === 'object' ? last.key : '';
  const [at, parent] = [pathText(issue), pathText(issue, 1)];
  const [name, parentName] = [at || whole, parent || whole];
  if (!issue.message.startsWith('Invalid ')) return { at, message: issue.message.replaceAll('{at}', name) };
  const wrong = (must: string): SchemaProblem => ({
    at,
    message: `${name} must be ${must}, and is ${kindOf(issue.input)}`,
  });
  switch (issue.type) {
    case 'strict_object':
    case 'object':
    case 'variant':
      if (issue.expected === 'Object') return wrong('an object');
      // A schema takes a list for an object without fields.
      if (Array.isArray(last?.input)) return { at: parent, message: `${parentName} must be an object, and is a list` };
      if (issue.expected === 'never')
        return { at: parent, message: `${parentName} has a field that is not known: ${quoted(field)}` };
      if (issue.type === 'variant') return wrong(choicesOf(issue));
      return { at: parent, message: `${parentName} lacks the field “${field}”` };
    case 'array':
      return wrong('a list');
    case 'string':
      return wrong('text');
    case 'boolean':
      return wrong('true or false');
    case 'picklist':
      return wrong(choicesOf(issue));
    default:
      return { at, message: `${name} is not as it must be: ${issue.message}` };
  }
}

/** `preopens[1].guest`, without the last `skipped` steps. */
function pathText({ path }: v.BaseIssue<unknown>, skipped = 0): string {
  const steps = path?.slice(0, path.length - skipped) ?? [];
  return steps.reduce(
    (text, { type, key }) => (type === 'array' ? `${text}[${String(key)}]` : `${text}${text && '.'}${String(key)}`),
    '',
  );
}

/** `("a" | "b" | "c")`, as the library writes it, is `a, b or c`. */
function choicesOf({ expected }: v.BaseIssue<unknown>): string {
  return listed(Array.from((expected ?? '').matchAll(/"([^"]*)"/g), ([, choice = '']) => choice));
}

/** C0, DEL, C1, and what turns the direction of writing round: nothing that a name may do to its reader. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const ALL_CONTROLS = new RegExp(CONTROLS, 'g');

export function hasControls(text: string): boolean {
  return CONTROLS.test(text);
}

/** At most `most` characters, and no control characters. */
export function shown(text: string, most: number): string {
  const plain = text.slice(0, most + 1).replace(ALL_CONTROLS, '\ufffd');
  return text.length > most ? `${plain.slice(0, most)}…` : plain;
}

export function quoted(text: string): string {
  return `“${shown(text, 40)}”`;
}

export function listed(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

/** What a value is, in a few words. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `an ${typeof value}`;
}
