import { describe, expect, it } from 'vitest';
import type { TrapReason } from '../../runtime/abi/trap-reason.ts';
import type { RunOutcome } from '../../runtime/protocol/run.ts';
import {
  durationText,
  endingLine,
  outcomeText,
  outcomeTone,
  startingLine,
  trapDiagnostic,
  trapSentence,
} from './outcome-text.ts';

const trapped = (reason: TrapReason, message = '') =>
  ({ kind: 'trapped', reason, message, stack: [] }) as const satisfies RunOutcome;

const MISTAKE = {
  kind: 'index',
  what: 'The index 5 is outside',
  place: { file: 'main.c', line: 3, function: 'main' },
  code: 'a[i] = i;',
  details: ['It has 5 elements'],
  remedy: 'Check it',
} as const;

describe('the end of a run', () => {
  it.each([
    { outcome: { kind: 'exited', code: 0 }, text: 'exit 0', line: '▸ exit 0 in 41 ms', tone: 'quiet' },
    { outcome: { kind: 'exited', code: 3 }, text: 'exit 3', line: '▸ exit 3 in 41 ms', tone: 'amber' },
    {
      outcome: { kind: 'exited', code: 0, leaks: ['A block of 4 bytes was never freed'] },
      text: 'exit 0',
      line: '▸ exit 0 in 41 ms\n  note: A block of 4 bytes was never freed.',
      tone: 'quiet',
    },
    {
      outcome: { ...trapped('failed-check'), mistake: MISTAKE },
      text: 'stopped by a mistake',
      line: '▸ Stopped by a mistake at main.c:3: The index 5 is outside.\n      a[i] = i;\n  It has 5 elements.\n  Check it.',
      tone: 'red',
    },
    {
      outcome: { kind: 'faulted', message: 'There is no system call number 99' },
      text: 'Preopen failed',
      line: '▸ Preopen itself failed, which is not your program’s fault: There is no system call number 99. The next run is a new one.',
      tone: 'red',
    },
    {
      outcome: { kind: 'exited', code: 44, passed: 300 },
      text: 'exit 44',
      line: '▸ exit 44 in 41 ms (the program passed 300; an exit status keeps the low 8 bits: 44)',
      tone: 'amber',
    },
    { outcome: { kind: 'stopped' }, text: 'stopped', line: '▸ stopped after 41 ms', tone: 'quiet' },
    {
      outcome: { kind: 'signalled', signal: 'SIGABRT' },
      text: 'ended by SIGABRT',
      line: '▸ The program ended itself by SIGABRT: abort() was called, or an assertion failed.',
      tone: 'red',
    },
    {
      outcome: { kind: 'not-compiled', errors: 2 },
      text: '2 errors; nothing was run',
      line: '▸ 2 errors; nothing was run',
      tone: 'amber',
    },
    {
      outcome: { kind: 'not-compiled', errors: 1 },
      text: '1 error; nothing was run',
      line: '▸ 1 error; nothing was run',
      tone: 'amber',
    },
    {
      outcome: { kind: 'compiler-crashed', tool: 'clang', output: 'PLEASE submit\n' },
      text: 'clang broke down',
      line: '▸ clang broke down, which is not your program’s fault. Its output:\nPLEASE submit',
      tone: 'red',
    },
    {
      outcome: { kind: 'not-started', message: 'There is nothing to compile.' },
      text: 'not started',
      line: '▸ There is nothing to compile.',
      tone: 'amber',
    },
  ] as const)('says $text', ({ outcome, text, line, tone }) => {
    expect(outcomeText(outcome)).toBe(text);
    expect(endingLine(outcome, 41)).toBe(line);
    expect(outcomeTone(outcome)).toBe(tone);
  });

  it.each([
    'abort',
    'unreachable',
    'out-of-bounds',
    'null-call',
    'bad-call',
    'stack-overflow',
    'out-of-memory',
    'divide-by-zero',
    'integer-overflow',
    'bad-conversion',
    'exception',
    'bad-pointer',
    'other',
  ] as const)('%s: says what happened and what may help, in two sentences', (reason) => {
    expect(trapSentence(trapped(reason))).toMatch(/^[A-Z].+\. [A-Z].+\.$/);
  });

  it('adds the engine’s words where there are no better ones', () => {
    expect(trapSentence(trapped('other', 'table index is out of bounds'))).toContain(': table index is out of bounds.');
  });
});

describe('a trap as a problem', () => {
  const stack = [
    { function: 'memcpy', file: '/usr/include/string.h', line: 7 },
    { function: 'fill', file: '/project/list.c', line: 12 },
    { function: 'main', file: 'main.c', line: 4 },
  ] as const;

  it('stands at the innermost line of the project, with the callers as notes', () => {
    const { place, notes } = trapDiagnostic({ ...trapped('out-of-bounds'), stack });
    expect(place).toMatchObject({ file: 'list.c', line: 12, column: 1 });
    expect(notes.map(({ message }) => message)).toEqual([
      'in memcpy (/usr/include/string.h:7)',
      'called from main (main.c:4)',
    ]);
  });

  it('has no place where nothing is known', () => {
    expect(trapDiagnostic(trapped('unreachable')).place).toBeUndefined();
  });

  it('says that a mistake was found at run time', () => {
    const stack = [{ function: 'main', file: 'main.c', line: 3 }];
    const { message, place } = trapDiagnostic({ ...trapped('failed-check'), stack, mistake: MISTAKE });
    expect(message).toBe('At run time: The index 5 is outside. It has 5 elements. Check it.');
    expect(place).toMatchObject({ file: 'main.c', line: 3 });
  });

  it('shows the stack in the terminal', () => {
    expect(
      endingLine({ ...trapped('out-of-bounds'), stack }, 1)
        .split('\n')
        .slice(1),
    ).toEqual([
      '  in memcpy (/usr/include/string.h:7)',
      '  called from fill (list.c:12)',
      '  called from main (main.c:4)',
    ]);
  });
});

describe('recursion that never ends', () => {
  const deeper = { function: 'deeper', file: 'main.c', line: 3 };
  const stack = [...Array.from({ length: 2310 }, () => deeper), { function: 'main', file: 'main.c', line: 7 }];

  it('is one line in the terminal', () => {
    expect(
      endingLine({ ...trapped('stack-overflow'), stack }, 1)
        .split('\n')
        .slice(1),
    ).toEqual(['  in deeper (main.c:3) × 2,310', '  called from main (main.c:7)']);
  });

  it('is one note of the problem', () => {
    const { notes, place } = trapDiagnostic({ ...trapped('stack-overflow'), stack });
    expect(place).toMatchObject({ line: 3 });
    expect(notes.map(({ message }) => message)).toEqual([
      'here deeper (main.c:3) × 2,310',
      'called from main (main.c:7)',
    ]);
  });
});

it.each([
  [[], '▸ already compiled'],
  [['main.c'], '▸ main.c compiled in 84 ms'],
  [['a.c', 'b.c'], '▸ 2 files compiled in 84 ms'],
])('%s → %s', (files, line) => {
  expect(startingLine(undefined, files, 84)).toBe(line);
});

it('says that a module was not compiled here', () => {
  expect(startingLine('lib/add.wasm', [], 3)).toBe('▸ lib/add.wasm runs as uploaded; nothing was compiled');
});

it.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1250, '1.3 s'],
  [61_000, '1 min 1 s'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
