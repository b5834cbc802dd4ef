import { assertNever } from '../../runtime/base/assert-never.ts';
import type { Diagnostic } from '../../runtime/protocol/diagnostic.ts';
import type { TrapReason } from '../../runtime/abi/trap-reason.ts';
import type { CPlace } from '../../runtime/project/program-outcome.ts';
import type { Comparison, RunOutcome } from '../../runtime/protocol/run.ts';
import { mistakeLines, type Mistake } from '../../runtime/project/mistake.ts';
import { projectPath } from '../state/paths.ts';
import type { Tone } from './status-line.ts';

interface TrapText {
  readonly what: string;
  readonly usually: string;
}

type Trap = Extract<RunOutcome, { readonly kind: 'trapped' }>;

const TRAPS: Readonly<Record<TrapReason, TrapText>> = {
  abort: {
    what: 'The program called abort(), as a failed assertion does',
    usually: 'What it printed before usually says why',
  },
  unreachable: {
    what: 'The program reached code that must never run',
    usually: 'Often a function that promises a value ends without return, or undefined behaviour misled the optimiser',
  },
  'failed-check': {
    what: 'The program did what C leaves undefined',
    usually: 'A check at this line found it',
  },
  'out-of-bounds': {
    what: 'The program touched memory outside its own',
    usually: 'Usually an array index or a pointer far out of range',
  },
  'null-call': {
    what: 'The program called a function pointer that is null',
    usually: 'Usually the pointer was never set',
  },
  'bad-call': {
    what: 'The program called a function through a pointer of another type',
    usually: 'Usually a wrong cast, or a function declared differently from how it is defined',
  },
  'stack-overflow': {
    what: 'The program used up its stack',
    usually: 'Usually recursion that never ends, or a very large local array',
  },
  'out-of-memory': {
    what: 'The program asked for more memory than it may have',
    usually: 'Usually a loop that allocates without freeing, or a size computed wrongly',
  },
  'divide-by-zero': {
    what: 'The program divided an integer by zero',
    usually: 'Check the divisor before / and %',
  },
  'integer-overflow': {
    what: 'A signed division overflowed',
    usually: 'Dividing the smallest int by -1 has no result that fits',
  },
  'bad-conversion': {
    what: 'A floating-point number did not fit the integer it was converted to',
    usually: 'Usually the number is not finite, or far too large',
  },
  exception: {
    what: 'The program threw an exception that nothing caught',
    usually: 'Usually a longjmp whose setjmp has already returned',
  },
  'bad-pointer': {
    what: 'The program gave the system a pointer outside its memory',
    usually: 'Usually a buffer pointer that was never set, or a wrong length',
  },
  other: {
    what: 'The program broke down',
    usually: 'The engine’s own message may help',
  },
};

/** How a run ended in a few words, for the status bar. */
export function outcomeText(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case 'exited':
      return `exit ${outcome.code}${outcome.found ? ', with a mistake' : ''}`;
    case 'signalled':
      return `ended by ${outcome.signal}`;
    case 'trapped':
      return outcome.mistake ? 'stopped by a mistake' : 'trapped';
    case 'stopped':
      return 'stopped';
    case 'faulted':
      return 'Preopen failed';
    case 'not-compiled':
      return `${count(outcome.errors, 'error')}; nothing was run`;
    case 'compiler-crashed':
      return `${outcome.tool} broke down`;
    case 'not-started':
      return 'not started';
    default:
      return assertNever(outcome, 'run outcome');
  }
}

export function outcomeTone(outcome: RunOutcome): Tone {
  switch (outcome.kind) {
    case 'exited':
      if (outcome.found) return 'red';
      return outcome.code === 0 ? 'quiet' : 'amber';
    case 'stopped':
      return 'quiet';
    case 'not-compiled':
    case 'not-started':
      return 'amber';
    case 'signalled':
    case 'trapped':
    case 'faulted':
    case 'compiler-crashed':
      return 'red';
    default:
      return assertNever(outcome, 'run outcome');
  }
}

/** The line that closes a run in the terminal. */
export function endingLine(outcome: RunOutcome, runMs: number): string {
  switch (outcome.kind) {
    case 'exited':
      return [
        `▸ ${outcomeText(outcome)} in ${durationText(runMs)}${passedHint(outcome)}`,
        ...(outcome.leaks ?? []).map((sentence) => `  note: ${sentence}.`),
      ].join('\n');
    case 'stopped':
      return `▸ ${outcomeText(outcome)} after ${durationText(runMs)}`;
    case 'signalled':
      return `▸ The program ended itself by ${outcome.signal}${signalHint(outcome.signal)}`;
    case 'trapped':
      if (outcome.mistake)
        return [`▸ ${mistakeLines(outcome.mistake).join('\n')}`, ...stackLines(outcome.stack)].join('\n');
      return [`▸ ${trapSentence(outcome)}`, ...stackLines(outcome.stack)].join('\n');
    case 'not-compiled':
      return `▸ ${outcomeText(outcome)}`;
    case 'compiler-crashed':
      return `▸ ${outcome.tool} broke down, which is not your program’s fault. Its output:\n${outcome.output.trimEnd()}`;
    case 'faulted':
      return `▸ Preopen itself failed, which is not your program’s fault: ${outcome.message}. The next run is a new one.`;
    case 'not-started':
      return `▸ ${outcome.message}`;
    default:
      return assertNever(outcome, 'run outcome');
  }
}

/** The line that opens a run in the terminal. `module`: what runs instead of the project; `files`: what was compiled for it. */
export function startingLine(module: string | undefined, files: readonly string[], buildMs: number): string {
  if (module !== undefined) return `▸ ${module} runs as uploaded; nothing was compiled`;
  const [first] = files;
  if (first === undefined) return '▸ already compiled';
  const what = files.length === 1 ? first : `${files.length} files`;
  return `▸ ${what} compiled in ${durationText(buildMs)}`;
}

/** What happened and what usually causes it, with the engine's words where ours say little. */
export function trapSentence(trap: Trap): string {
  if (trap.mistake) return `${[trap.mistake.what, ...trap.mistake.details, trap.mistake.remedy].join('. ')}.`;
  if (trap.explanation !== undefined) return `${trap.explanation}.`;
  const { what, usually } = TRAPS[trap.reason];
  const said = trap.reason === 'other' && trap.message !== '' ? `: ${trap.message}` : '';
  return `${what}${said}. ${usually}.`;
}

/** That calls were refused, for the terminal; the outcome below it says which and why. */
export function refusedLine(calls: number): string {
  return calls === 1
    ? '▸ 1 call was refused: the outcome says why'
    : `▸ ${calls} calls were refused: the outcome says why`;
}

/** What a repetition under a smaller policy showed, for the terminal; the policy's panel says it at length. */
export function repetitionLine(comparison: Comparison): readonly [line: string, tone: Tone] {
  return comparison.kind === 'same'
    ? ['▸ the same as before, granted only what it needed', 'quiet']
    : ['▸ not as before: the policy’s last run says how', 'amber'];
}

/** What was found when the run was over, for the terminal. */
export function foundLine(mistake: Mistake): string {
  return `▸ ${mistakeLines(mistake).join('\n')}`;
}

/** The same as a problem at its line. */
export function foundDiagnostic({ what, details, remedy, place }: Mistake): Diagnostic {
  return {
    severity: 'error',
    message: `At run time: ${[what, ...details, remedy].join('. ')}.`,
    flag: undefined,
    place: linePlace(place),
    notes: [],
    fixits: [],
  };
}

/** A trap as a problem at its line in the source, where one is known. */
export function trapDiagnostic(trap: Trap): Diagnostic {
  const calls = collapsed(trap.stack);
  const depth = calls.findIndex(({ frame }) => isKnown(frame) && !frame.file.startsWith('/usr/'));
  return {
    severity: 'error',
    message: trap.mistake ? `At run time: ${trapSentence(trap)}` : trapSentence(trap),
    flag: undefined,
    place: linePlace(calls[depth]?.frame),
    notes: calls.slice(0, SHOWN_CALLS).flatMap((call, index) => {
      if (index === depth && call.times === 1) return [];
      const how = index < depth ? 'in' : index === depth ? 'here' : 'called from';
      return [{ message: `${how} ${callText(call)}`, place: linePlace(call.frame) }];
    }),
    fixits: [],
  };
}

export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** The innermost calls. */
const SHOWN_CALLS = 8;

/** A frame of the stack, and how often it comes in a row: recursion that never ends comes thousands of times. */
interface Call {
  readonly frame: CPlace;
  readonly times: number;
}

function stackLines(stack: readonly CPlace[]): readonly string[] {
  const calls = collapsed(stack);
  const lines = calls
    .slice(0, SHOWN_CALLS)
    .map((call, depth) => `  ${depth === 0 ? 'in' : 'called from'} ${callText(call)}`);
  const hidden = calls.slice(SHOWN_CALLS).reduce((sum, { times }) => sum + times, 0);
  return hidden > 0 ? [...lines, `  and ${count(hidden, 'more call')}`] : lines;
}

function collapsed(stack: readonly CPlace[]): readonly Call[] {
  const calls: Call[] = [];
  for (const frame of stack) {
    const last = calls.at(-1);
    if (last && isSamePlace(last.frame, frame)) calls[calls.length - 1] = { ...last, times: last.times + 1 };
    else calls.push({ frame, times: 1 });
  }
  return calls;
}

function isSamePlace(a: CPlace, b: CPlace): boolean {
  return a.function === b.function && a.file === b.file && a.line === b.line;
}

function callText({ frame, times }: Call): string {
  return times === 1 ? frameText(frame) : `${frameText(frame)} × ${times.toLocaleString('en')}`;
}

/** Why a program that returned 300 or -1 shows another number. */
function passedHint({ passed, code }: Extract<RunOutcome, { readonly kind: 'exited' }>): string {
  return passed === undefined ? '' : ` (the program passed ${passed}; an exit status keeps the low 8 bits: ${code})`;
}

function signalHint(signal: string): string {
  if (signal === 'SIGABRT') return ': abort() was called, or an assertion failed.';
  if (signal === 'SIGFPE') return ': an arithmetic error was raised.';
  if (signal === 'SIGSEGV') return ': it raised the signal for a bad memory access.';
  return '.';
}

function frameText(frame: CPlace): string {
  const name = frame.function ?? 'a function without a name';
  if (frame.file === undefined) return name;
  const line = frame.line === undefined ? '' : `:${frame.line}`;
  return `${name} (${projectPath(frame.file)}${line})`;
}

function isKnown(frame: CPlace): frame is CPlace & { readonly file: string; readonly line: number } {
  return frame.file !== undefined && frame.line !== undefined;
}

/** The whole line: a stack knows no columns. The editor clamps the end. */
function linePlace(frame: CPlace | undefined): Diagnostic['place'] {
  if (!frame || !isKnown(frame)) return undefined;
  const { file, line } = frame;
  return { file: projectPath(file), line, column: 1, endLine: line, endColumn: Number.MAX_SAFE_INTEGER };
}
