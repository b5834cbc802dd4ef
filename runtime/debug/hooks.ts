import { EXPORTS, HOOK, SITES_PER_MASK } from './instrument/layout.ts';

/** What an instrumented program calls. */
interface Hooks {
  /** Before site number `site`, in the frame whose record begins at `record`. */
  readonly stop: (site: number, record: number) => void;
  /** An allocating function has returned, or is about to free: `HEAP` says which. */
  readonly heap: (kind: number, first: number, second: number, result: number) => void;
  /** `bytes` from `address` on have been written, by the frame whose record begins at `record`; 0: by libc. */
  readonly write: (address: number, bytes: number, record: number) => void;
}

/** Three functions that call three imported ones: only functions of WebAssembly can stand in a table. */
const TRAMPOLINES = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 19, 3, 0x60, 2, 0x7f, 0x7f, 0, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 0, 0x60, 3, 0x7f, 0x7f, 0x7f, 0],
  ...[2, 19, 3, 1, 0x68, 1, 0x73, 0, 0, 1, 0x68, 1, 0x68, 0, 1, 1, 0x68, 1, 0x77, 0, 2],
  ...[3, 4, 3, 0, 1, 2],
  ...[7, 13, 3, 1, 0x73, 0, 3, 1, 0x68, 0, 4, 1, 0x77, 0, 5],
  ...[10, 34, 3, 8, 0, 0x20, 0, 0x20, 1, 0x10, 0, 0x0b, 12, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0x20, 3, 0x10, 1, 0x0b],
  ...[10, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0x10, 2, 0x0b],
);
let trampolines: WebAssembly.Module | undefined;

/** Frames of an engine's stack between a hook and the function that called it. */
export const TRAMPOLINE_FRAMES = 1;

/** The counters of an instrumented instance: when it calls, and how far it has come. */
export class Switches {
  readonly #left: WebAssembly.Global<'i32'>;
  readonly #masks: readonly WebAssembly.Global<'i32'>[];
  readonly #origin: WebAssembly.Global<'i32'>;
  readonly #top: WebAssembly.Global<'i32'>;
  readonly #stack: WebAssembly.Global<'i32'> | undefined;
  readonly #watchFrom: WebAssembly.Global<'i32'>;
  readonly #watchBytes: WebAssembly.Global<'i32'>;
  /** How many sites had been passed when the counter was set. */
  #base = 0;
  #armed = 0;

  constructor(instance: WebAssembly.Instance, masks: number) {
    const { exports } = instance;
    const global = (name: string): WebAssembly.Global<'i32'> => exports[name] as WebAssembly.Global<'i32'>;
    this.#left = global(EXPORTS.left);
    this.#origin = global(EXPORTS.origin);
    this.#top = global(EXPORTS.top);
    this.#stack = exports[EXPORTS.stack] as WebAssembly.Global<'i32'> | undefined;
    this.#watchFrom = global(EXPORTS.watchFrom);
    this.#watchBytes = global(EXPORTS.watchBytes);
    this.#masks = Array.from({ length: masks }, (_, i) => global(`${EXPORTS.mask}${i}`));
    this.#armed = this.#left.value;
    this.arm(MOST_SITES);
  }

  /** How many sites the program has passed: the position of what happens now. */
  get position(): number {
    return this.#base + this.#armed - this.#left.value;
  }

  /** The program calls at the `sites`th site from here, if not before. */
  arm(sites: number): void {
    this.#base = this.position;
    this.#armed = Math.min(sites, MOST_SITES) - 1;
    this.#left.value = this.#armed;
    this.#origin.value = (this.#base + this.#armed) | 0;
  }

  /** Where the record of the next frame begins. */
  get top(): number {
    return this.#top.value;
  }

  /** Below this of the stack there are only calls that have returned, and that of the innermost one; 0: not known. */
  get stackPointer(): number {
    return (this.#stack?.value ?? 0) >>> 0;
  }

  /** The position that a frame's record says, in full. */
  whole(low: number): number {
    const { position } = this;
    return position - ((position - low) >>> 0);
  }

  /** A program that says what it writes does so for writes that begin less than `bytes` above `from`. */
  watch(from: number, bytes: number): void {
    this.#watchFrom.value = from;
    this.#watchBytes.value = bytes;
  }

  /** Whether the program calls at this site whenever it comes there. */
  set(site: number, isOn: boolean): void {
    const mask = this.#masks[Math.floor(site / SITES_PER_MASK)];
    const bit = 1 << (site % SITES_PER_MASK);
    if (mask) mask.value = isOn ? mask.value | bit : mask.value & ~bit;
  }
}

/** The most sites that pass without a call. */
export const MOST_SITES = 0x7fff_ffff;

/** Puts the hooks into an instance, which then calls them. They may be `WebAssembly.Suspending`. */
export function connectHooks(
  { exports }: WebAssembly.Instance,
  { stop, heap, write }: Readonly<Record<keyof Hooks, WebAssembly.ImportValue>>,
): void {
  trampolines ??= new WebAssembly.Module(TRAMPOLINES);
  const { s, h, w } = new WebAssembly.Instance(trampolines, { h: { s: stop, h: heap, w: write } }).exports;
  const table = exports[EXPORTS.hooks] as WebAssembly.Table;
  table.set(HOOK.stop, s);
  table.set(HOOK.heap, h);
  table.set(HOOK.write, w);
}
