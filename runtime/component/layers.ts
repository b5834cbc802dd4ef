import { errnoName } from '../abi/errno.ts';
import { isHandle, SYSCALLS, type Handle, type ParamType, type SyscallName } from '../abi/syscalls.ts';
import type { Frame } from '../abi/frame.ts';
import type { WasmFrame } from '../guest/trap.ts';
import type { CallStacks } from '../guest/call-stacks.ts';
import type { Above } from '../guest/host-calls.ts';
import type { LayerStep } from '../trace/event.ts';
import type { Raw } from './canonical/lift.ts';

/** Steps that are kept for the next system call; of more, the last ones. */
const MOST_STEPS = 100;
/** Characters of a text or of what a step says. */
const MOST_SHOWN = 60;
/** Handles of a component that are told. */
const MOST_HELD = 20;

/** An instance of a component, by a name, with what is in its table. */
export interface Caller {
  readonly name: string;
  holds(): readonly string[];
}

/**
 * What a component did since its last system call, above the kernel: its calls of WASI 0.2, and where a program is run through the
 * preview1 adapter, the calls of Preview 1 that became those. Steps are kept only while the program is watched, and leave with the
 * next system call.
 */
export class Layers implements Above {
  readonly stacks: CallStacks;
  readonly #isWatched: () => boolean;
  #steps: LayerStep[] = [];
  /** Calls under way, outermost first, and whether a system call has said so. */
  readonly #open: (Pick<LayerStep, 'level' | 'call' | 'by'> & { readonly args: string; isTold: boolean })[] = [];
  /** The component that makes the next call of WASI 0.2; undefined: there is only one. */
  caller: Caller | undefined;
  /** Of the call of Preview 1 that is under way: the number of the stack that it was made from, where that was taken. */
  stack: number | undefined;
  /** A refusal that the kernel wants the stack of, by its number; 0: none. */
  refused = 0;
  /** What a program of Preview 1 ends with; undefined: it has not said that yet. */
  status: number | undefined;
  /** Whether a call of Preview 1 is under way. */
  isInside = false;
  /** Where the program was in its own code when what answers its calls trapped. */
  trappedIn: readonly WasmFrame[] | undefined;

  constructor(stacks: CallStacks, isWatched: () => boolean) {
    this.stacks = stacks;
    this.#isWatched = isWatched;
  }

  get isWatched(): boolean {
    return this.#isWatched();
  }

  called(level: LayerStep['level'], call: string, args: string): void {
    const { caller } = this;
    const by =
      level === 'preview2' && caller
        ? { by: { component: caller.name, holds: caller.holds().slice(0, MOST_HELD) } }
        : {};
    this.#open.push({ level, call, args, ...by, isTold: false });
  }

  /** The call that began last has come back. */
  returned(result: string): void {
    const open = this.#open.pop();
    if (!open) return;
    const { isTold, ...step } = open;
    const { level, call } = step;
    this.#keep(isTold ? { level, call, result } : { ...step, result });
  }

  /** Everything that began or ended since the last time; undefined: nothing did. */
  #take(): readonly LayerStep[] | undefined {
    for (const open of this.#open) {
      const { isTold, ...step } = open;
      this.#keep(isTold ? { ...step, goesOn: true } : step);
      open.isTold = true;
    }
    if (this.#steps.length === 0) return undefined;
    const steps = this.#steps;
    this.#steps = [];
    return steps;
  }

  note(frame: Frame): void {
    const steps = this.#take();
    // Where there is no room beside a long write, they go with the next call.
    if (steps && !frame.putNote(new TextEncoder().encode(JSON.stringify(steps)))) this.#steps = [...steps];
  }

  /** Only where the program’s call of Preview 1 is, the stack is the program’s. */
  takeLater(number: number): boolean {
    if (this.isInside) this.refused = number;
    return this.isInside;
  }

  #keep(step: LayerStep): void {
    if (this.#steps.length >= MOST_STEPS) this.#steps.shift();
    this.#steps.push(step);
  }
}

/** The arguments of a call of Preview 1 as a module passes them, in words. `memory`: the module’s. */
export function preview1Args(call: SyscallName, raw: readonly Raw[], memory: WebAssembly.Memory | undefined): string {
  let at = 0;
  const next = (): number => Number(raw[at++] ?? 0);
  const words: string[] = [];
  for (const [name, type] of Object.entries<ParamType | Handle>(SYSCALLS[call].params)) {
    if (isHandle(type)) words.push(`${name}=${next()}`);
    else
      switch (type) {
        case 'path': {
          const pointer = next() >>> 0;
          words.push(`${name}=${textAt(memory, pointer, next() >>> 0)}`);
          break;
        }
        case 'ciovec_array':
        case 'iovec_array': {
          at++;
          const count = next();
          words.push(`${name}=${count} ${count === 1 ? 'buffer' : 'buffers'}`);
          break;
        }
        case 'buffer':
          at++;
          words.push(`${name}=${next()} bytes`);
          break;
        case 'subscriptions':
          at += 2;
          words.push(`${name}=${next()}`);
          break;
        case 'string_list':
          at += 2;
          break;
        default:
          words.push(`${name}=${raw[at++] ?? 0}`);
      }
  }
  return words.join(', ');
}

export function errnoResult(errno: number): string {
  return errnoName(errno);
}

function textAt(memory: WebAssembly.Memory | undefined, pointer: number, length: number): string {
  const bytes = memory ? new Uint8Array(memory.buffer).subarray(pointer, pointer + Math.min(length, MOST_SHOWN)) : [];
  return quoted(bytes);
}

function quoted(bytes: ArrayLike<number>): string {
  return JSON.stringify(new TextDecoder().decode(Uint8Array.from(bytes)));
}

/** A value of WASI 0.2 in a few words. */
export function valueWords(value: unknown): string {
  if (value instanceof Uint8Array)
    return value.length > MOST_SHOWN
      ? `${quoted(value.subarray(0, MOST_SHOWN))}… ${value.length} bytes`
      : quoted(value);
  if (typeof value === 'string')
    return JSON.stringify(value.length > MOST_SHOWN ? `${value.slice(0, MOST_SHOWN)}…` : value);
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined || value === null) return 'none';
  if (Array.isArray(value))
    return value.length > 4 ? `${value.length} values` : `[${value.map(valueWords).join(', ')}]`;
  if (isTagged(value)) return value.val === undefined ? value.tag : `${value.tag} ${valueWords(value.val)}`;
  if (isResource(value)) return value.shown;
  return `{${Object.entries(value)
    .map(([name, field]) => `${name}=${valueWords(field)}`)
    .join(', ')}}`;
}

function isTagged(value: object): value is { readonly tag: string; readonly val?: unknown } {
  return 'tag' in value && typeof value.tag === 'string';
}

/** Something that handles stand for, which says what it is. */
function isResource(value: object): value is { readonly shown: string } {
  return 'shown' in value && typeof value.shown === 'string';
}
