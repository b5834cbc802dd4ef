import type { LineRow } from '../dwarf/line-table.ts';
import type { DebugFunction } from '../program-info.ts';
import { WasmReader } from '../../wasm/wasm-reader.ts';
import { WasmWriter } from '../../wasm/wasm-writer.ts';
import { BULK, OP, readInstruction, type Instruction } from '../../wasm/instruction.ts';
import {
  HOOK,
  RECORD_BEGAN,
  RECORD_HEADER,
  RECORD_POSITION,
  recordSize,
  SITES_PER_MASK,
  type MemoryLayout,
} from './layout.ts';
import { stoppableRows, type Site, type Sites } from './sites.ts';
import { OperandStack, type Arities } from './stack-effect.ts';

const I32 = 0x7f;
const I64 = 0x7e;
const F32 = 0x7d;
const F64 = 0x7c;
const EMPTY_BLOCK = 0x40;
const STACK_POINTER = 0;

/** What instrumented bodies refer to, by number. */
export interface Numbers {
  readonly arities: Arities;
  readonly left: number;
  readonly top: number;
  readonly origin: number;
  readonly watchFrom: number;
  readonly watchBytes: number;
  readonly firstMask: number;
  readonly hooks: number;
  readonly stopType: number;
  readonly writeType: number;
  readonly layout: MemoryLayout;
  /** The program says what it writes. */
  readonly tellsWrites: boolean;
}

export interface Body {
  readonly bytes: Uint8Array;
  /** From the start of the code section's contents. */
  readonly address: number;
  readonly params: number;
  /** The code of a block type that gives what the function gives. */
  readonly resultBlock: number;
}

/** Where something was put in: from this place of the new body on, places are this much later than in the old one. */
export interface Shift {
  readonly at: number;
  readonly by: number;
}

export interface InstrumentedBody {
  readonly bytes: Uint8Array;
  readonly shifts: readonly Shift[];
}

interface PlannedBody extends InstrumentedBody {
  /** It writes memory by vector instructions, of which nothing is said. */
  readonly hasVectorStores: boolean;
}

/** The body with stops, frame records, and marks where the stack is written. `fn`: absent for what is not the user's. */
export function instrumentBody(body: Body, fn: DebugFunction | undefined, sites: Sites, numbers: Numbers): PlannedBody {
  return new BodyWriter(body, fn, sites, numbers).write();
}

interface PlannedSite extends Site {
  hasCall: boolean;
}

class BodyWriter {
  readonly #body: Body;
  readonly #fn: DebugFunction | undefined;
  readonly #numbers: Numbers;
  readonly #sites: Sites;
  readonly #out: WasmWriter;
  readonly #reader: WasmReader;
  readonly #stack: OperandStack;
  readonly #shifts: Shift[] = [];
  /** Of the old body: what stands before this has been written. */
  #copied = 0;
  /** Locals that are added, in order. */
  readonly #record: number;
  readonly #address: number;
  readonly #other: number;
  readonly #values: ReadonlyMap<number, number>;
  /** The local that holds the frame; -1: not known. */
  #frame = -1;
  #hasTry = false;
  #changesStack = false;
  #hasVectorStores = false;
  /** It has instructions that write memory. */
  #writes = false;

  constructor(body: Body, fn: DebugFunction | undefined, sites: Sites, numbers: Numbers) {
    this.#body = body;
    this.#fn = fn;
    this.#sites = sites;
    this.#numbers = numbers;
    this.#reader = new WasmReader(body.bytes);
    this.#out = new WasmWriter(body.bytes.length * 2 + 64);
    this.#stack = new OperandStack(numbers.arities);
    let locals = 0;
    for (let groups = this.#reader.u32(); groups > 0; groups--) {
      locals += this.#reader.u32();
      this.#reader.byte();
    }
    const first = body.params + locals;
    [this.#record, this.#address, this.#other] = [first, first + 1, first + 2];
    this.#values = new Map([
      [I32, first + 3],
      [I64, first + 4],
      [F32, first + 5],
      [F64, first + 6],
    ]);
  }

  write(): PlannedBody {
    const planned = this.#plan();
    if (!this.#fn && !this.#writes)
      return { bytes: this.#body.bytes, shifts: [{ at: 0, by: 0 }], hasVectorStores: this.#hasVectorStores };
    this.#writeLocals();
    if (this.#fn) this.#enter(this.#fn);
    this.#writeCode(planned);
    return { bytes: this.#out.written, shifts: this.#shifts, hasVectorStores: this.#hasVectorStores };
  }

  /** Which sites there are, and after which of them something is called. */
  #plan(): ReadonlyMap<number, PlannedSite> {
    const planned = new Map<number, PlannedSite>();
    const rows = this.#fn
      ? this.#insideLoops(new Map(stoppableRows(this.#fn).map((row) => [row.address, row])))
      : new Map<number, LineRow>();
    const reader = new WasmReader(this.#body.bytes, this.#reader.at);
    const instruction: Instruction = { opcode: 0, operand: 0 };
    let last: PlannedSite | undefined;
    let isMerged = true;
    let isAfterCall = false;
    let setsOfStack = 0;
    while (!reader.isAtEnd) {
      const before = reader.at;
      const row = rows.get(this.#body.address + before);
      readInstruction(reader, instruction);
      const { opcode, operand } = instruction;
      if (this.#fn && row) {
        const at = this.#body.address + before;
        // Straight code of one line needs one site.
        if (isMerged || last?.line !== row.line || last.file !== row.file) {
          last = { ...this.#sites.add(this.#fn, row, isAfterCall), hasCall: false };
          planned.set(at, last);
        }
        isMerged = false;
      }
      if (last && (opcode === OP.call || opcode === OP.call_indirect)) last.hasCall = true;
      if (opcode === OP.try || opcode === OP.try_table) this.#hasTry = true;
      if (opcode === OP.global_set && operand === STACK_POINTER) setsOfStack++;
      if (isStore(opcode) || opcode === OP.bulk) this.#writes = true;
      if (opcode === OP.simd && isVectorStore(operand)) this.#hasVectorStores = true;
      if (isLabel(opcode)) isMerged = true;
      isAfterCall = opcode === OP.call || opcode === OP.call_indirect || (isAfterCall && isNoWork(opcode));
    }
    this.#changesStack = setsOfStack > 2 || (this.#fn?.locals.length ?? 0) > 1;
    return planned;
  }

  /**
   * A line that begins with a loop is passed in each round: its site stands after the instruction that begins the loop, to
   * which the rounds come back, and not before it.
   */
  #insideLoops(rows: ReadonlyMap<number, LineRow>): ReadonlyMap<number, LineRow> {
    const moved = new Map<number, LineRow>();
    const reader = new WasmReader(this.#body.bytes, this.#reader.at);
    const instruction: Instruction = { opcode: 0, operand: 0 };
    let waiting: { readonly row: LineRow; readonly at: number; isInLoop: boolean } | undefined;
    while (!reader.isAtEnd) {
      const at = this.#body.address + reader.at;
      const row = rows.get(at);
      readInstruction(reader, instruction);
      const { opcode } = instruction;
      const opens = opcode === OP.loop || opcode === OP.block;
      if (waiting && (row || !opens)) {
        const isFree = row === undefined && waiting.isInLoop;
        moved.set(isFree ? at : waiting.at, waiting.row);
        waiting = undefined;
      }
      if (row && opens) waiting = { row, at, isInLoop: false };
      else if (row) moved.set(at, row);
      if (waiting && opcode === OP.loop) waiting.isInLoop = true;
    }
    return moved;
  }

  #writeLocals(): void {
    const reader = new WasmReader(this.#body.bytes);
    const groups = reader.u32();
    this.#out.u32(groups + 5);
    this.#out.bytes(this.#body.bytes.subarray(reader.at, this.#reader.at));
    this.#out.u32(3).code(I32);
    for (const type of this.#values.keys()) this.#out.u32(1).code(type);
    this.#copied = this.#reader.at;
    this.#shifted();
  }

  /** Puts the frame's record on top of the others, and opens the block whose end every way out of the function passes. */
  #enter({ locals }: DebugFunction): void {
    const { top } = this.#numbers;
    this.#out.code(OP.global_get).u32(top).code(OP.local_tee).u32(this.#record);
    // Until the first site the frame is at none.
    this.#out.code(OP.i32_const, 0, OP.i32_store, 2, 0);
    this.#keepPosition(RECORD_BEGAN);
    this.#restoreTop(recordSize(locals.length));
    this.#out.code(OP.block, this.#body.resultBlock);
    this.#shifted();
  }

  /** The records above this frame's are of functions that have been left. */
  #restoreTop(size: number): void {
    this.#out.code(OP.local_get).u32(this.#record);
    if (size > 0) this.#out.code(OP.i32_const).s32(size).code(OP.i32_add);
    this.#out.code(OP.global_set).u32(this.#numbers.top);
  }

  #writeCode(planned: ReadonlyMap<number, PlannedSite>): void {
    const reader = this.#reader;
    const instruction: Instruction = { opcode: 0, operand: 0 };
    const end = this.#body.bytes.length;
    /** Blocks that are open inside the function's own. */
    let depth = 0;
    let hadStackPointer = 0;
    while (!reader.isAtEnd) {
      const at = reader.at;
      const site = planned.get(this.#body.address + at);
      if (site) this.#stop(site, at);
      readInstruction(reader, instruction);
      const { opcode, operand } = instruction;
      if (isOpener(opcode)) depth++;
      else if (opcode === OP.end || opcode === OP.delegate) depth--;
      if (reader.at === end && this.#fn) {
        this.#flush(end);
        this.#restoreTop(0);
        this.#out.code(OP.end);
        return;
      }
      if (opcode === OP.return && this.#fn) this.#replace(at, (out) => out.code(OP.br).u32(depth));
      else if (this.#numbers.layout.stackTop > 0 || this.#numbers.tellsWrites) {
        if (isStore(opcode)) this.#store(at, opcode, operand);
        else if (opcode === OP.bulk && (operand === BULK.memory_fill || operand === BULK.memory_copy)) this.#bulk(at);
        else if (opcode === OP.global_set && operand === STACK_POINTER && this.#fn) {
          // A frame that is aligned to more than 16 bytes begins in another way.
          if (this.#changesStack || this.#frame === -1) this.#moveStack(at);
          if (this.#frame === -1) this.#frame = this.#stack.at(0);
        }
      }
      this.#stack.apply(instruction);
      if (opcode === OP.local_set || opcode === OP.local_tee) {
        if (hadStackPointer > 1 && hadStackPointer % 2 === 0 && this.#frame === -1) this.#frame = operand;
        this.#keep(operand, hadStackPointer);
      }
      if ((opcode === OP.catch || opcode === OP.catch_all) && this.#fn)
        this.#insert(() => this.#restoreTop(recordSize(this.#fn?.locals.length ?? 0)));
      hadStackPointer = prologue(hadStackPointer, opcode, operand);
    }
    this.#flush(end);
  }

  #stop(site: PlannedSite, at: number): void {
    this.#flush(at);
    const out = this.#out;
    const { left, firstMask, hooks, stopType } = this.#numbers;
    if (this.#hasTry) this.#restoreTop(recordSize(site.function.locals.length));
    const mask = firstMask + Math.floor(site.number / SITES_PER_MASK);
    const shift = SITES_PER_MASK - 1 - (site.number % SITES_PER_MASK);
    // In a local, since engines read a global again.
    const now = this.#other;
    out.code(OP.global_get).u32(left).code(OP.i32_const).s32(1).code(OP.i32_sub).code(OP.local_tee).u32(now);
    out.code(OP.global_set).u32(left).code(OP.local_get).u32(now).code(OP.global_get).u32(mask);
    if (shift > 0) out.code(OP.i32_const).s32(shift).code(OP.i32_shl);
    out.code(OP.i32_or, OP.i32_const, 0, OP.i32_lt_s, OP.if, EMPTY_BLOCK);
    out.code(OP.i32_const).s32(site.number).code(OP.local_get).u32(this.#record);
    out.code(OP.i32_const, HOOK.stop, OP.call_indirect).u32(stopType).u32(hooks).code(OP.end);
    // Only after the call: until a frame's first stop its record says that it is at none.
    if (site.hasCall || this.#numbers.tellsWrites)
      out.code(OP.local_get).u32(this.#record).code(OP.i32_const).s32(site.number).code(OP.i32_store, 2, 0);
    if (this.#numbers.tellsWrites) this.#keepPosition(RECORD_POSITION);
    this.#shifted();
  }

  #keepPosition(at: number): void {
    const { origin, left } = this.#numbers;
    this.#out.code(OP.local_get).u32(this.#record).code(OP.global_get).u32(origin);
    this.#out.code(OP.global_get).u32(left).code(OP.i32_sub, OP.i32_store, 2).u32(at);
  }

  /** A local that says where something is has a new value: the frame's record has it too. */
  #keep(local: number, frameBytes: number): void {
    const kept = this.#fn?.locals.indexOf(local) ?? -1;
    if (!this.#fn || (kept === -1 && local !== this.#frame)) return;
    this.#insert((out) => {
      if (kept >= 0)
        out
          .code(OP.local_get)
          .u32(this.#record)
          .code(OP.local_get)
          .u32(local)
          .code(OP.i32_store, 2)
          .u32(RECORD_HEADER + 4 * kept);
      if (frameBytes > 1 && local === this.#frame && this.#numbers.layout.stackTop > 0) this.#clear(frameBytes >> 1);
    });
  }

  /** Nothing of the new frame has been set. */
  #clear(bytes: number): void {
    const out = this.#out;
    const { shadow } = this.#numbers.layout;
    if (bytes <= 128) {
      for (let at = 0; at < bytes; at += 8)
        out
          .code(OP.local_get)
          .u32(this.#frame)
          .code(OP.i64_const, 0, OP.i64_store, 0)
          .u32(shadow + at);
      return;
    }
    out.code(OP.local_get).u32(this.#frame).code(OP.i32_const).s32(shadow).code(OP.i32_add, OP.i32_const, 0);
    out.code(OP.i32_const).s32(bytes).code(OP.bulk).u32(BULK.memory_fill).code(0);
  }

  #store(at: number, opcode: number, offset: number): void {
    const width = STORES.get(opcode);
    if (!width) return;
    const base = this.#stack.at(1);
    const { shadow, stackTop } = this.#numbers.layout;
    if (base !== -1 && base === this.#frame) {
      // libc's own frames are not looked at.
      if (!this.#fn) return;
      this.#insert((out) => {
        if (stackTop > 0) {
          out.code(OP.local_get).u32(base);
          markStore(out, width.bytes, offset + shadow);
        }
        this.#tellStore(out, base, offset, width.bytes);
      });
      return;
    }
    const value = this.#values.get(width.type) ?? 0;
    this.#flush(at);
    this.#out.code(OP.local_set).u32(value).code(OP.local_tee).u32(this.#address).code(OP.local_get).u32(value);
    this.#shifted();
    this.#insert((out) => {
      out.code(OP.local_get).u32(this.#address);
      if (offset > 0) out.code(OP.i32_const).s32(offset).code(OP.i32_add, OP.local_tee).u32(this.#address);
      out.code(OP.i32_const).s32(stackTop).code(OP.i32_lt_u, OP.if, EMPTY_BLOCK);
      out.code(OP.local_get).u32(this.#address);
      markStore(out, width.bytes, shadow);
      out.code(OP.end);
      this.#tellStore(out, this.#address, 0, width.bytes);
    });
  }

  /** Says that `bytes` from a place on were written, if that place is among those that are watched. */
  #tellStore(out: WasmWriter, base: number, offset: number, bytes: number): void {
    if (!this.#numbers.tellsWrites) return;
    const { watchFrom, watchBytes, hooks, writeType } = this.#numbers;
    const address = (): void => {
      out.code(OP.local_get).u32(base);
      if (offset > 0) out.code(OP.i32_const).s32(offset).code(OP.i32_add);
    };
    address();
    out.code(OP.global_get).u32(watchFrom).code(OP.i32_sub, OP.global_get).u32(watchBytes);
    out.code(OP.i32_lt_u, OP.if, EMPTY_BLOCK);
    address();
    out.code(OP.i32_const).s32(bytes).code(OP.local_get).u32(this.#record);
    out.code(OP.i32_const, HOOK.write, OP.call_indirect).u32(writeType).u32(hooks).code(OP.end);
  }

  /** `memory.fill` and `memory.copy` take the address, something, and the length. */
  #bulk(at: number): void {
    const { shadow, stackTop } = this.#numbers.layout;
    const middle = this.#values.get(I32) ?? 0;
    const [address, length] = [this.#address, this.#other];
    this.#flush(at);
    this.#out.code(OP.local_set).u32(length).code(OP.local_set).u32(middle).code(OP.local_tee).u32(address);
    this.#out.code(OP.local_get).u32(middle).code(OP.local_get).u32(length);
    this.#shifted();
    this.#insert((out) => {
      out.code(OP.local_get).u32(address).code(OP.i32_const).s32(stackTop).code(OP.i32_lt_u);
      out.code(OP.local_get).u32(address).code(OP.local_get).u32(length).code(OP.i32_add);
      out.code(OP.i32_const).s32(stackTop).code(OP.i32_lt_u, OP.i32_and, OP.if, EMPTY_BLOCK);
      out.code(OP.local_get).u32(address).code(OP.i32_const).s32(shadow).code(OP.i32_add);
      out.code(OP.i32_const).s32(-1).code(OP.local_get).u32(length).code(OP.bulk).u32(BULK.memory_fill).code(0, OP.end);
      if (!this.#numbers.tellsWrites) return;
      const { watchBytes, hooks, writeType } = this.#numbers;
      out.code(OP.global_get).u32(watchBytes).code(OP.if, EMPTY_BLOCK);
      out.code(OP.local_get).u32(address).code(OP.local_get).u32(length).code(OP.local_get).u32(this.#record);
      out.code(OP.i32_const, HOOK.write, OP.call_indirect).u32(writeType).u32(hooks).code(OP.end);
    });
  }

  /** An array of variable length begins or ends: nothing of what the stack has gained is set. */
  #moveStack(at: number): void {
    const { shadow } = this.#numbers.layout;
    const [now, before] = [this.#address, this.#other];
    if (this.#frame !== -1 && this.#stack.at(0) === this.#frame) return;
    this.#replace(at, (out) => {
      out.code(OP.local_set).u32(now).code(OP.global_get).u32(STACK_POINTER).code(OP.local_set).u32(before);
      out.code(OP.local_get).u32(now).code(OP.global_set).u32(STACK_POINTER);
      out.code(OP.local_get).u32(now).code(OP.local_get).u32(before).code(OP.i32_lt_u, OP.if, EMPTY_BLOCK);
      out.code(OP.local_get).u32(now).code(OP.i32_const).s32(shadow).code(OP.i32_add, OP.i32_const, 0);
      out.code(OP.local_get).u32(before).code(OP.local_get).u32(now).code(OP.i32_sub);
      out.code(OP.bulk).u32(BULK.memory_fill).code(0, OP.end);
    });
  }

  #flush(to: number): void {
    if (to === this.#copied) return;
    this.#out.bytes(this.#body.bytes.subarray(this.#copied, to));
    this.#copied = to;
  }

  /** After the instruction that was read last. */
  #insert(write: (out: WasmWriter) => void): void {
    this.#flush(this.#reader.at);
    write(this.#out);
    this.#shifted();
  }

  /** Instead of the instruction that was read last and began at `at`. */
  #replace(at: number, write: (out: WasmWriter) => void): void {
    this.#flush(at);
    this.#copied = this.#reader.at;
    write(this.#out);
    this.#shifted();
  }

  #shifted(): void {
    this.#shifts.push({ at: this.#out.length, by: this.#out.length - this.#copied });
  }
}

/** The bytes that a store writes, and the type of its value. */
const STORES: ReadonlyMap<number, { readonly bytes: number; readonly type: number }> = new Map([
  [0x36, { bytes: 4, type: I32 }],
  [0x37, { bytes: 8, type: I64 }],
  [0x38, { bytes: 4, type: F32 }],
  [0x39, { bytes: 8, type: F64 }],
  [0x3a, { bytes: 1, type: I32 }],
  [0x3b, { bytes: 2, type: I32 }],
  [0x3c, { bytes: 1, type: I64 }],
  [0x3d, { bytes: 2, type: I64 }],
  [0x3e, { bytes: 4, type: I64 }],
]);

/** `v128.store` and `v128.store8_lane` to `v128.store64_lane`, after 0xfd. */
function isVectorStore(operand: number): boolean {
  return operand === 11 || (operand >= 88 && operand <= 91);
}

function isStore(opcode: number): boolean {
  return opcode >= OP.i32_store && opcode <= OP.i64_store32;
}

/** Every bit of the shadow's bytes is set. The address is the operand. */
function markStore(out: WasmWriter, bytes: number, offset: number): void {
  if (bytes === 8) out.code(OP.i64_const).s32(-1).code(OP.i64_store, 0).u32(offset);
  else {
    const opcode = bytes === 4 ? OP.i32_store : bytes === 2 ? OP.i32_store16 : OP.i32_store8;
    out.code(OP.i32_const).s32(-1).code(opcode, 0).u32(offset);
  }
}

function isOpener(opcode: number): boolean {
  return opcode === OP.block || opcode === OP.loop || opcode === OP.if || opcode === OP.try || opcode === OP.try_table;
}

/** Says where code ends, or forgets a result. */
function isNoWork(opcode: number): boolean {
  return opcode === OP.drop || opcode === OP.end;
}

/** After these, code goes on from more than one place. */
function isLabel(opcode: number): boolean {
  return [OP.loop, OP.else, OP.end, OP.catch, OP.catch_all, OP.delegate].includes(opcode as never);
}

/**
 * A frame begins with `global.get $sp; i32.const BYTES; i32.sub`, and what is set next is its local. 0: not seen; 1: the
 * stack pointer was; above: twice the bytes, plus one for each step that is still to come.
 */
function prologue(state: number, opcode: number, operand: number): number {
  if (opcode === OP.global_get && operand === STACK_POINTER) return 1;
  if (state === 1 && opcode === OP.i32_const) return 2 * operand + 1;
  if (state > 1 && state % 2 === 1 && opcode === OP.i32_sub) return state - 1;
  return 0;
}
