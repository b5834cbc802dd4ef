import { GUARD_BYTES } from '../../abi/checked-program.ts';
import { isCheckedProgram } from '../../guest/check-report.ts';
import type { Trap } from '../../guest/trap.ts';
import { initialStackPointer } from '../../wasm/linked-program.ts';
import { readSections } from '../../wasm/sections.ts';
import type { TrapReason } from '../../abi/trap-reason.ts';
import { frameBytes } from './frame-bytes.ts';
import { describeLocals, plainFunction, type LocalVariable, type SourcePlace } from './symbolize.ts';
import { callCycle, cycleText } from './call-cycle.ts';
import { STREAM_FUNCTIONS } from './stream-functions.ts';
import type { Tools } from '../tools/tools.ts';

/** A trap in the words that only the program's debug information allows. */
export interface ExplainedTrap {
  readonly reason: TrapReason;
  readonly stack: readonly SourcePlace[];
  /** Whole sentences, without a full stop at the end. Undefined: the general words for the reason say as much. */
  readonly explanation: string | undefined;
}

/** `stack` is the symbolized one of `trap`, which `program` ended with. */
export async function explainTrap(
  tools: Tools,
  program: Uint8Array,
  trap: Trap,
  stack: readonly SourcePlace[],
): Promise<ExplainedTrap> {
  const check = failedCheck(stack[0]);
  if (check !== undefined) return explainCheck(tools, check, stack.slice(1));
  const { reason, message } = trap;
  // What crosses a component's boundary may be a handle as well, which the machine's own words say.
  if (reason === 'bad-pointer' && message.startsWith('A component ')) return { reason, stack, explanation: message };
  if (reason !== 'stack-overflow' && reason !== 'out-of-bounds') return { reason, stack, explanation: undefined };
  const bytes = stackBytes(program);
  // A function that calls no other does not move the stack pointer, so the engine's words are of memory only.
  const frames = reason === 'out-of-bounds' ? trap.frames.slice(0, 1) : trap.frames;
  const locals = await describeLocals(tools, program, { frames });
  if (reason === 'out-of-bounds' && !locals.some((local) => (local.bytes ?? 0) >= (bytes ?? Infinity)))
    return { reason, stack, explanation: undefined };
  return { reason: 'stack-overflow', stack, explanation: stackSentence({ bytes, stack, locals, program, trap }) };
}

/** What a check that the compiler built in says: clang names it as if it were a function inlined at the trap. */
function failedCheck(innermost: SourcePlace | undefined): string | undefined {
  return /^__clang_trap_msg\$[^$]*\$(.*)$/.exec(innermost?.function ?? '')?.[1];
}

function explainCheck(tools: Tools, check: string, stack: readonly SourcePlace[]): ExplainedTrap {
  if (/^Integer divide or remainder/.test(check)) return { reason: 'divide-by-zero', stack, explanation: undefined };
  if (!/declared to never be null$/.test(check))
    return {
      reason: 'failed-check',
      stack,
      explanation: PLAIN[check] ?? `The program did what C leaves undefined: ${check}`,
    };
  const called = calledAt(tools, stack[0]);
  return { reason: 'failed-check', stack, explanation: nullArgumentSentence(called) };
}

/** What clang says of the checks that -fsanitize asks for most, where that does not speak for itself. */
const PLAIN: Readonly<Record<string, string>> = {
  'Alignment, null, or object-size error':
    'The program used a pointer that is NULL, or not aligned for its type, or points to less memory than its type needs',
  'Array index out of bounds': 'The program used an array index that is outside of the array',
};

function nullArgumentSentence(called: string | undefined): string {
  const name = called ?? 'A function';
  return called !== undefined && STREAM_FUNCTIONS.has(called)
    ? `${name} was given a FILE * that is NULL: fopen failed and returned NULL. Check what fopen returned before you use it: if (file == NULL) perror("fopen")`
    : `${name} was given a pointer that is NULL and must not be. If it is a FILE *, fopen failed: check what it returned before you use it`;
}

/** The name of the function that is called at `place`, read from the source. */
export function calledAt(tools: Tools, place: SourcePlace | undefined): string | undefined {
  if (place?.file === undefined || place.line === undefined || place.column === undefined) return undefined;
  const file = tools.projectFile(place.file);
  // clang counts columns in bytes.
  const line = file && lineOf(file.contents, place.line)?.subarray(place.column - 1);
  return line && /^\s*(\w+)\s*\(/.exec(new TextDecoder().decode(line))?.[1];
}

function lineOf(text: Uint8Array, line: number): Uint8Array | undefined {
  let start = 0;
  for (let i = 1; i < line; i++) {
    start = text.indexOf(NEWLINE, start) + 1;
    if (start === 0) return undefined;
  }
  const end = text.indexOf(NEWLINE, start);
  return text.subarray(start, end === -1 ? text.length : end);
}

const NEWLINE = 10;
/** The same function so often among the innermost calls is recursion. */
const MANY_CALLS = 5;

interface UsedUp {
  /** The size of the stack. */
  readonly bytes: number | undefined;
  readonly stack: readonly SourcePlace[];
  readonly locals: readonly LocalVariable[];
  readonly program: Uint8Array;
  readonly trap: Trap;
}

function stackSentence({ bytes, stack, locals, program, trap }: UsedUp): string | undefined {
  const [largest] = [...locals].sort((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0));
  const calls = new Map<string, number>();
  for (const { function: name } of stack) if (name !== undefined) calls.set(name, (calls.get(name) ?? 0) + 1);
  const [deepest, times = 0] = [...calls].sort(([, a], [, b]) => b - a)[0] ?? [];
  const cycle = callCycle(stack.map(({ function: name }) => name));
  const has = bytes === undefined ? '' : `, and the whole stack has ${amount(bytes)}`;
  // What fills a good part of the stack at once is the cause, also when it lies under a recursion.
  if (largest?.bytes !== undefined && largest.bytes >= (bytes ?? 0) / 4 && times < MANY_CALLS)
    return `The program used up its stack: the local variable ${largest.name} in ${largest.function}()${at(largest)} takes ${amount(largest.bytes)}${has}. ${remedy(largest.bytes)}`;
  if (deepest !== undefined && (cycle.length > 0 || times >= MANY_CALLS)) {
    const who = cycle.length > 0 ? cycle : [deepest];
    const turn = who.reduce((sum, name) => sum + keptBy(name, locals), 0);
    const each =
      turn > 0 ? `, and each ${who.length > 1 ? 'turn' : 'call'} keeps ${amount(turn)} or more of local variables` : '';
    const how = cycle.length > 0 ? cycleText(cycle) : `${deepest}() calls itself, directly or by others,`;
    // What a call takes whose array has a computed size differs from call to call.
    const isComputed = locals.some((local) => IS_LENGTH.test(local.name) && who.includes(local.function));
    const depth = isComputed ? undefined : depthOf(who, program, trap);
    const deep = depth === undefined ? '' : `. It was about ${depth.toLocaleString('en')} calls deep`;
    return `The program used up its stack: ${how} again and again${each}${deep}. Check that there is a case in which it stops, and that each call comes nearer to it`;
  }
  const length = locals.findIndex(({ name }) => IS_LENGTH.test(name));
  const variable = length === -1 ? undefined : locals[length + 1];
  return variable
    ? `The program used up its stack: the size of the local array ${variable.name} in ${variable.function}()${at(variable)} is computed when the program runs, and was too large${has}. Take the memory from malloc instead`
    : undefined;
}

/** clang keeps the length of a variable-length array in a variable before it. */
const IS_LENGTH = /^__vla_expr\d/;

/** How many calls of the functions that call each other are under way: what the stack holds, by what one turn takes of it. */
function depthOf(cycle: readonly string[], program: Uint8Array, trap: Trap): number | undefined {
  const top = initialStackPointer(readSections(program));
  if (top === undefined || trap.stackPointer === undefined) return undefined;
  const turn = cycle.reduce((sum, name) => {
    const frame = trap.frames.find((one) => one.name !== undefined && plainFunction(one.name) === name);
    return sum + (frame ? frameBytes(program, frame.byteOffset) : 0);
  }, 0);
  const turns = Math.floor((top - Math.max(0, trap.stackPointer | 0)) / turn);
  return turn > 0 && turns > 0 ? turns * cycle.length : undefined;
}

/** Bytes of local variables that one call of the function keeps. */
function keptBy(name: string, locals: readonly LocalVariable[]): number {
  return locals.filter((local) => local.function === name).reduce((sum, local) => sum + (local.bytes ?? 0), 0);
}

function remedy(bytes: number): string {
  const roomy = 2 ** Math.ceil(Math.log2(bytes * 2));
  return `Write static before it, take the memory from malloc, or give the program a larger stack with the compiler flag -Wl,-z,stack-size=${roomy}`;
}

function at({ file, line }: LocalVariable): string {
  return file === undefined ? '' : ` (${file}:${line ?? '?'})`;
}

function amount(bytes: number): string {
  return `${bytes.toLocaleString('en')} bytes`;
}

function stackBytes(program: Uint8Array): number | undefined {
  const top = initialStackPointer(readSections(program));
  return top === undefined ? undefined : top - (isCheckedProgram(program) ? GUARD_BYTES : 0);
}
