import { err, ok, type Result } from '../base/result.ts';
import { parsePolicyText } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { PRESETS } from '../policy/presets.ts';
import type { Lesson, LessonStep } from './lesson.ts';
import { parseChecks } from './parse-checks.ts';

/** Why a folder is no lesson. */
export interface LessonProblem {
  /** The file of the lesson's folder that is wrong. */
  readonly file: string;
  /** A sentence without its full stop. */
  readonly message: string;
}

const FIELDS = ['format', 'title', 'minutes', 'open'] as const;
type Field = (typeof FIELDS)[number];

/**
 * The lesson that a folder holds, or the first thing that is wrong with it. `folder`: its name; `texts`: what is in it, by
 * path. A file that has no meaning here is refused, for it is a slip of the pen.
 */
export function parseLesson(folder: string, texts: ReadonlyMap<string, string>): Result<Lesson, LessonProblem> {
  const name = /^\d+-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(folder)?.[1];
  if (name === undefined)
    return problem(folder, 'A lesson’s folder is called like 01-first-program: a number, then words in small letters');
  const strange = [...texts.keys()].find((path) => !KNOWN.test(path));
  if (strange !== undefined) return problem(strange, `A lesson has no file called ${strange}`);

  const head = parseText(texts.get('lesson.md'));
  if (!head.ok) return problem('lesson.md', head.error);
  const files = beneath('files/', texts);
  if (files.size === 0) return problem('files', 'There must be at least one file in files/');
  const { title, minutes, open, steps } = head.value;
  if (!files.has(open)) return problem('lesson.md', `The file to open, ${open}, is not in files/`);

  const policy = readPolicy(texts.get('policy.json'));
  if (!policy.ok) return problem('policy.json', policy.error);
  const checks = parseChecks(texts.get('checks.json'));
  if (!checks.ok) return problem('checks.json', checks.error);

  const solutionPolicy = texts.get('solution.policy.json');
  const solved = solutionPolicy === undefined ? undefined : readPolicy(solutionPolicy);
  if (solved && !solved.ok) return problem('solution.policy.json', solved.error);
  const solution = { files: beneath('solution/', texts), policy: solved?.value };
  if (solution.files.size === 0 && !solution.policy)
    return problem('solution', 'There must be a solution: files in solution/, or solution.policy.json');

  return ok({ id: name, title, minutes, open, steps, files, policy: policy.value, ...checks.value, solution });
}

const KNOWN = /^(lesson\.md|policy\.json|checks\.json|solution\.policy\.json|files\/.+|solution\/.+)$/;

function problem(file: string, message: string): Result<never, LessonProblem> {
  return err({ file, message });
}

function beneath(folder: string, texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const own = [...texts].filter(([path]) => path.startsWith(folder));
  return new Map(own.map(([path, text]) => [path.slice(folder.length), text]));
}

type Head = Pick<Lesson, 'title' | 'minutes' | 'open' | 'steps'>;

function parseText(text: string | undefined): Result<Head, string> {
  if (text === undefined) return err('There is no lesson.md');
  const [, front, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  if (front === undefined || body === undefined)
    return err('It must begin with a front matter between two lines of three hyphens');
  const fields = new Map<Field, string>();
  for (const line of front.split('\n')) {
    const [, name, value] = /^([a-z]+): *(\S.*)$/.exec(line) ?? [];
    const field = FIELDS.find((known) => known === name);
    if (name === undefined || value === undefined)
      return err(`This line of the front matter is not “name: value”: ${line}`);
    if (!field) return err(`The front matter has a field that is not known: ${name}`);
    if (fields.has(field)) return err(`The front matter says ${name} twice`);
    fields.set(field, value);
  }
  const missing = FIELDS.find((field) => !fields.has(field));
  if (missing) return err(`The front matter lacks ${missing}`);
  const format = fields.get('format');
  if (format !== '1') {
    const isNewer = Number(format) > 1;
    return err(isNewer ? 'This lesson is of a newer format than is known here' : 'format must be 1');
  }
  const minutes = Number(fields.get('minutes'));
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 120)
    return err('minutes must be a whole number from 1 to 120');
  const steps = stepsOf(body);
  if (steps.length === 0) return err('There is no text after the front matter');
  return ok({ title: fields.get('title') ?? '', minutes, open: fields.get('open') ?? '', steps });
}

/** A heading of the second rank begins a step; one inside a block of code is code. */
function stepsOf(body: string): readonly LessonStep[] {
  const steps: { title: string | undefined; lines: string[] }[] = [{ title: undefined, lines: [] }];
  let isCode = false;
  for (const line of body.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    if (!isCode && line.startsWith('## ')) steps.push({ title: line.slice(3).trim(), lines: [] });
    else steps.at(-1)?.lines.push(line);
  }
  return steps
    .map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }))
    .filter(({ title, text }) => title !== undefined || text !== '');
}

/** A policy as it is pasted, or `{ "preset": "project-read" }`. */
function readPolicy(text: string | undefined): Result<Policy, string> {
  if (text === undefined) return err('There is no policy.json');
  const name = presetName(text);
  if (name !== undefined) {
    const preset = PRESETS.find(({ id }) => id === name);
    return preset ? ok(preset.policy) : err(`There is no preset called ${name}`);
  }
  const parsed = parsePolicyText(text);
  return parsed.ok ? parsed : err(parsed.error.message);
}

function presetName(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isPreset =
      typeof value === 'object' && value !== null && 'preset' in value && Object.keys(value).length === 1;
    return isPreset ? String(value.preset) : undefined;
  } catch {
    // Reading it as a policy says what is wrong with it.
    return undefined;
  }
}
