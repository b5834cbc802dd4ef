import { expect, it } from 'vitest';
import { parseLesson } from './parse-lesson.ts';

const HEAD = '---\nformat: 1\ntitle: A title: with a colon\nminutes: 3\nopen: main.c\n---\n';
const GOOD: Readonly<Record<string, string | undefined>> = {
  'lesson.md': `${HEAD}First.\n\n## Step\n\n\`\`\`\n## code\n\`\`\`\n`,
  'policy.json': '{ "preset": "nothing" }',
  'checks.json': '{ "format": 1, "checks": [{ "says": "It ends", "exit": 0 }] }',
  'files/main.c': 'int main(void) {}\n',
  'solution/main.c': 'int main(void) { return 0; }\n',
};

function parse(changes: Readonly<Record<string, string | undefined>> = {}, folder = '01-some-lesson') {
  const texts = Object.entries({ ...GOOD, ...changes }).flatMap(([path, text]) =>
    text === undefined ? [] : [[path, text] as const],
  );
  return parseLesson(folder, new Map(texts));
}

it('reads a folder', () => {
  expect(parse()).toMatchObject({
    ok: true,
    value: {
      id: 'some-lesson',
      title: 'A title: with a colon',
      minutes: 3,
      open: 'main.c',
      steps: [
        { title: undefined, text: 'First.' },
        { title: 'Step', text: '```\n## code\n```' },
      ],
      policy: { preopens: [] },
      prediction: undefined,
      checks: [{ says: 'It ends', hint: undefined, hides: undefined, rule: { kind: 'exit', code: 0 } }],
    },
  });
});

const predict = (text: string, checks = '[{ "says": "It ends", "exit": 0, "hides": "missing" }]') =>
  `{ "format": 1, "predict": ${text}, "checks": ${checks} }`;

it('reads a prediction, and what a check hides', () => {
  const choices = '[{ "says": "0", "exit": 0 }, { "says": "It says x", "output": { "contains": "x" } }]';
  const text = `{ "asks": "How will it end?", "choices": ${choices}, "because": "It is *empty*." }`;
  expect(parse({ 'checks.json': predict(text) })).toMatchObject({
    ok: true,
    value: {
      prediction: {
        asks: 'How will it end?',
        choices: [
          { says: '0', rule: { kind: 'exit', code: 0 } },
          { says: 'It says x', rule: { kind: 'output-contains', text: 'x' } },
        ],
        because: 'It is *empty*.',
      },
      checks: [{ hides: 'missing' }],
    },
  });
});

const head = (from: string, to: string) => ({ 'lesson.md': `${HEAD.replace(from, to)}Text.` });

it.each<readonly [Readonly<Record<string, string | undefined>>, string, string]>([
  [{ 'lesson.md': undefined }, 'lesson.md', 'There is no lesson.md'],
  [{ 'lesson.md': 'Text' }, 'lesson.md', 'It must begin with a front matter between two lines of three hyphens'],
  [{ 'lesson.md': HEAD }, 'lesson.md', 'There is no text after the front matter'],
  [head('minutes: 3\n', ''), 'lesson.md', 'The front matter lacks minutes'],
  [head('minutes: 3', 'minutes: soon'), 'lesson.md', 'minutes must be a whole number from 1 to 120'],
  [head('format: 1', 'format: 2'), 'lesson.md', 'This lesson is of a newer format than is known here'],
  [head('format: 1', 'format: one'), 'lesson.md', 'format must be 1'],
  [head('open:', 'author: me\nopen:'), 'lesson.md', 'The front matter has a field that is not known: author'],
  [head('open:', 'title: b\nopen:'), 'lesson.md', 'The front matter says title twice'],
  [head('minutes: 3', 'minutes'), 'lesson.md', 'This line of the front matter is not “name: value”: minutes'],
  [head('main.c', 'other.c'), 'lesson.md', 'The file to open, other.c, is not in files/'],
  [{ 'policy.json': undefined }, 'policy.json', 'There is no policy.json'],
  [{ 'policy.json': '{ "preset": "all" }' }, 'policy.json', 'There is no preset called all'],
  [{ 'policy.json': '{ "v": 1 }' }, 'policy.json', 'A policy lacks the field “preopens”'],
  [{ 'solution.policy.json': '[]' }, 'solution.policy.json', 'A policy must be an object, and is a list'],
  [
    { 'solution/main.c': undefined },
    'solution',
    'There must be a solution: files in solution/, or solution.policy.json',
  ],
  [{ 'files/main.c': undefined }, 'files', 'There must be at least one file in files/'],
  [{ 'notes.txt': '' }, 'notes.txt', 'A lesson has no file called notes.txt'],
])('%j: %s, %s', (changes, file, message) => {
  expect(parse(changes)).toEqual({ ok: false, error: { file, message } });
});

it('wants a folder with a number and words', () => {
  expect(parse({}, 'lesson')).toMatchObject({ ok: false, error: { file: 'lesson' } });
});

const rule = (text: string) => `{ "format": 1, "checks": [{ "says": "x", ${text} }] }`;

it.each([
  [undefined, 'There is no checks.json'],
  ['{', 'This is not JSON'],
  ['{ "format": 2, "checks": [] }', 'These checks are of a newer format than is known here'],
  ['{ "format": 1, "checks": [] }', 'checks must be a list with at least one check'],
  ['{ "format": 1, "checks": [{ "exit": 0 }] }', 'checks[0] lacks the field says'],
  [
    '{ "format": 1, "checks": [{ "says": "x" }] }',
    'checks[0] must have one of exit, output, trace, policy and value, and has 0',
  ],
  [
    rule('"exit": 0, "policy": { "least": true }'),
    'checks[0] must have one of exit, output, trace, policy and value, and has 2',
  ],
  [predict('[]'), 'predict must be an object'],
  [predict('{ "asks": "x", "choices": [] }'), 'predict lacks the field because'],
  [
    predict('{ "asks": "x", "because": "y", "choices": [{ "says": "z", "exit": 0 }] }'),
    'predict.choices must be a list of two or more',
  ],
  [
    predict('{ "asks": "x", "because": "y", "choices": [{ "says": "z" }, { "says": "z" }] }'),
    'predict.choices[0] must have one of exit, output, trace, policy and value, and has 0',
  ],
  [rule('"exit": 0, "hides": true'), 'checks[0].hides cannot be true'],
  [rule('"exit": "0"'), 'checks[0].exit must be a whole number from 0 to 255'],
  [rule('"exit": -1'), 'checks[0].exit must be a whole number from 0 to 255'],
  [rule('"output": "x"'), 'checks[0].output must be an object'],
  [rule('"output": { "has": "x" }'), 'checks[0].output has a field that is not known: has'],
  [rule('"output": { "contains": "" }'), 'checks[0].output.contains must be text'],
  [rule('"output": { "matches": "(" }'), 'checks[0].output.matches is not a regular expression: ('],
  [rule('"trace": { "has": [] }'), 'checks[0].trace.has must name at least one event'],
  [rule('"trace": { "has": {} }'), 'checks[0].trace.has[0] must say what to look for'],
  [rule('"trace": { "lacks": { "call": "open" } }'), 'checks[0].trace.lacks.call cannot be open'],
  [rule('"trace": { "has": { "errno": "success" } }'), 'checks[0].trace.has[0].errno cannot be success'],
  [rule('"trace": { "has": { "need": "all" } }'), 'There is no right called all (in checks[0].trace.has[0].need)'],
  [rule('"policy": { "least": false }'), 'checks[0].policy.least must be true'],
  [rule('"policy": { "within": { "/tmp": ["x"] } }'), 'There is no right called x (in checks[0].policy.within./tmp)'],
])('%s: %s', (checks, message) => {
  expect(parse({ 'checks.json': checks })).toEqual({ ok: false, error: { file: 'checks.json', message } });
});
