import { blockEffect, effectOf, type Signatures } from './wasm/effects.ts';
import { walkBody } from './wasm/instructions.ts';
import { OP } from '../runtime/wasm/instruction.ts';
import { WasmReader } from '../runtime/wasm/wasm-reader.ts';

/**
 * What a value may point into, a bit each: what the parameters point into, the function's own frame, anything. No bit: it
 * is a number.
 */
type Origin = number;
const FRAME: Origin = 1 << 30;
const ANYTHING: Origin = 1 << 31;

/** The first global is the stack pointer, as in everything that LLVM makes. */
const STACK_POINTER = 0;

/** What a function does that its caller could see, besides returning. */
interface Doings {
  /** Through which of its parameters it writes. */
  writes: Origin;
  readonly calls: readonly { readonly callee: number; readonly given: readonly Origin[] }[];
}

export interface Program {
  readonly bodies: readonly Uint8Array[];
  /** How many functions are imported: what they do is not known. */
  readonly imported: number;
  readonly signatures: Signatures;
  /** The number of `__assert_fail`: that something would have failed does not make it busy. */
  readonly failing: number;
}

/**
 * Finds the functions that are idle: nothing is lost when a call is removed whose result is not used. They write
 * nowhere but to their own frame, and call nothing that does. What they point into is followed through locals and
 * additions; any doubt makes a function busy. That one of them might not come back, or trap, counts for nothing.
 */
export function findIdle(program: Program, isKnown: (defined: number) => boolean): (index: number) => boolean {
  const { bodies, imported } = program;
  const doings = bodies.map((body, i) => (isKnown(i) ? readDoings(body, i + imported, program) : undefined));
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    doings.forEach((own, i) => {
      if (!own) return;
      const writes = writesOf(own, (callee) => doings[callee - imported]);
      if (writes === own.writes) return;
      if (isVisible(writes)) doings[i] = undefined;
      else own.writes = writes;
      hasChanged = true;
    });
  }
  return (index) => doings[index - imported]?.writes === 0;
}

/** Its own writes, and those of what it calls, as far as is known. */
function writesOf({ writes, calls }: Doings, doingsOf: (callee: number) => Doings | undefined): Origin {
  let all = writes;
  for (const { callee, given } of calls) {
    const doings = doingsOf(callee);
    if (!doings) return ANYTHING;
    given.forEach((origin, param) => {
      if ((doings.writes & (1 << param)) !== 0) all |= writtenTo(origin);
    });
  }
  return all;
}

/** An address that is a number is one of a global variable. */
function writtenTo(origin: Origin): Origin {
  return origin === 0 ? ANYTHING : origin & ~FRAME;
}

function isVisible(writes: Origin): boolean {
  return (writes & ANYTHING) !== 0;
}

/** Undefined: it does what its caller could see. */
function readDoings(body: Uint8Array, index: number, program: Program): Doings | undefined {
  const { params, results } = program.signatures.ofFunction(index);
  const locals: Origin[] = Array.from({ length: params }, (_, i) => (i < 30 ? 1 << i : ANYTHING));
  for (;;) {
    const before = [...locals];
    const reading = new Reading(locals, program, results);
    walkBody(new WasmReader(body), (opcode, operand) => reading.step(opcode, operand));
    if (reading.isBusy) return undefined;
    // What is assigned in a loop may be read above.
    if (locals.every((origin, i) => origin === (before[i] ?? 0))) return reading;
  }
}

/** One walk over a body, with the origins of what is on the stack. */
class Reading implements Doings {
  writes: Origin = 0;
  readonly calls: { readonly callee: number; readonly given: readonly Origin[] }[] = [];
  isBusy = false;
  readonly #locals: Origin[];
  readonly #program: Program;
  readonly #results: number;
  readonly #stack: Origin[] = [];
  /** Of the blocks around: how much of the stack is not theirs, and what they leave. */
  readonly #around: { readonly height: number; readonly results: number }[] = [];

  constructor(locals: Origin[], program: Program, results: number) {
    this.#locals = locals;
    this.#program = program;
    this.#results = results;
  }

  step(opcode: number, operand: number): void {
    if (this.isBusy) return;
    switch (opcode) {
      case OP.block:
      case OP.loop:
      case OP.if:
        return this.#open(opcode, operand);
      case OP.else:
        this.#reset();
        return;
      case OP.end:
        this.#reset();
        this.#push(this.#around.pop()?.results ?? 0);
        return;
      case OP.local_get:
        this.#stack.push(this.#locals[operand] ?? 0);
        return;
      case OP.local_set:
      case OP.local_tee: {
        const origin = this.#pop();
        this.#locals[operand] = (this.#locals[operand] ?? 0) | origin;
        if (opcode === OP.local_tee) this.#stack.push(origin);
        return;
      }
      case OP.global_get:
        this.#stack.push(operand === STACK_POINTER ? FRAME : ANYTHING);
        return;
      case OP.global_set:
        if (operand !== STACK_POINTER || this.#pop() !== FRAME) this.isBusy = true;
        return;
      case OP.call:
        return this.#call(operand);
      case OP.call_indirect:
      case OP.return_call:
      case OP.return_call_indirect:
      case OP.memory_grow:
        this.isBusy = true;
        return;
      default:
        return this.#plain(opcode, operand);
    }
  }

  #plain(opcode: number, operand: number): void {
    const effect = effectOf(opcode, operand, this.#program.signatures, this.#results);
    if (!effect) {
      this.isBusy = true;
      return;
    }
    const taken = Array.from({ length: effect.params }, () => this.#pop()).reverse();
    if (writesMemory(opcode, effect.results)) this.#write(taken[0] ?? 0);
    if (effect.results === 1) this.#stack.push(derived(opcode, taken));
    if (LEAVES.includes(opcode)) this.#reset();
  }

  #open(opcode: number, type: number): void {
    const { params, results } = blockEffect(type, this.#program.signatures);
    if (opcode === OP.if) this.#pop();
    if (params > 0) this.isBusy = true;
    this.#around.push({ height: this.#stack.length, results });
  }

  #call(callee: number): void {
    const { params, results } = this.#program.signatures.ofFunction(callee);
    const given = Array.from({ length: params }, () => this.#pop()).reverse();
    if (callee !== this.#program.failing) this.calls.push({ callee, given });
    if (callee < this.#program.imported) this.isBusy = true;
    this.#push(results);
  }

  #write(address: Origin): void {
    this.writes |= writtenTo(address);
    if (isVisible(this.writes)) this.isBusy = true;
  }

  #push(count: number): void {
    for (let i = 0; i < count; i++) this.#stack.push(ANYTHING);
  }

  /** What no instruction left there is of code that is never reached. */
  #pop(): Origin {
    return this.#stack.length > this.#height() ? (this.#stack.pop() ?? ANYTHING) : ANYTHING;
  }

  #reset(): void {
    this.#stack.length = this.#height();
  }

  #height(): number {
    return this.#around.at(-1)?.height ?? 0;
  }
}

const LEAVES: readonly number[] = [OP.br, OP.br_table, OP.return, OP.unreachable];

function writesMemory(opcode: number, results: number): boolean {
  return (opcode >= OP.i32_store && opcode <= OP.i64_store32) || (opcode === OP.bulk && results === 0);
}

/** A pointer and a number make a pointer into the same thing; what else is made of pointers may be one into anything. */
function derived(opcode: number, [a = 0, b = 0]: readonly Origin[]): Origin {
  if (opcode === SELECT) return a | b;
  if (a === 0 && b === 0 && !(opcode >= OP.i32_load && opcode < OP.i32_store)) return 0;
  if (opcode === OP.i32_add && (a === 0 || b === 0)) return a | b;
  if (WITH_A_NUMBER.includes(opcode) && b === 0) return a;
  return ANYTHING;
}

const SELECT = 0x1b;
const WITH_A_NUMBER: readonly number[] = [OP.i32_sub, OP.i32_and, OP.i32_or];
