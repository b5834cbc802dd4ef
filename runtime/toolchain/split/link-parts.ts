import { PartMissing, type Link } from '../../guest/run.ts';
import { Memories } from './memories.ts';
import { BREAK, CROSSING, loaderSlot, MEMORY, presenceName, SHARED } from './shared-names.ts';

/** The parts of a split module that come after its first one, counted from 1. */
export interface MoreParts {
  readonly count: number;
  /** Undefined: not there yet. */
  readonly get: (part: number) => WebAssembly.Module | undefined;
  /** Put in before the guest starts, for an instance made ahead, if it is there. */
  readonly isUsual?: (part: number) => boolean;
  /** Called when a guest waited for a part to be put in. */
  readonly called?: (part: number) => void;
}

/**
 * Lets the first part of a split module find the others when a function in them is called for the first time. Where one
 * is not there yet, the guest is abandoned with `PartMissing`, to be run again when it is: the call cannot wait, because
 * a blocked worker receives nothing. `isAhead`: the instance is made before it is needed. `memories`: what instances before it had.
 */
export function linkParts(
  more: MoreParts,
  { memories = new Memories(), isAhead = false }: { readonly memories?: Memories; readonly isAhead?: boolean } = {},
): Link {
  return {
    imports: (first) => ({ [SHARED]: { [MEMORY]: memories.take(first) } }),
    complete: (first, imports) => {
      for (let part = 1; part <= more.count; part++) linkPart(more, part, first, imports);
      if (isAhead) touchRoom(first);
    },
    over: ({ exports }) => {
      const { [MEMORY]: memory } = exports;
      if (memory instanceof WebAssembly.Memory) memories.giveBack(memory);
    },
  };
}

function linkPart(more: MoreParts, part: number, first: WebAssembly.Instance, imports: WebAssembly.Imports): void {
  const crossing = first.exports[CROSSING];
  if (!(crossing instanceof WebAssembly.Table)) throw new Error('The module is not the first part of a split one');
  const putIn = (module: WebAssembly.Module): void => {
    // Its element segments fill the tables through which it is called: that is all there is to do with it. It gets
    // the very system calls of the first part, and all that the first part exports to share.
    new WebAssembly.Instance(module, { ...imports, [SHARED]: first.exports });
    presence(first, part).value = 1;
  };
  const usual = more.isUsual?.(part) === true ? more.get(part) : undefined;
  if (usual) {
    putIn(usual);
    return;
  }
  const load = (): void => {
    const module = more.get(part);
    if (!module) throw new PartMissing(part);
    putIn(module);
    more.called?.(part);
  };
  loaderModule ??= new WebAssembly.Module(LOADER);
  const { exports } = new WebAssembly.Instance(loaderModule, { '': { load } });
  crossing.set(loaderSlot(part), exports['load']);
}

/** What the system gives a process at a time. */
const SYSTEM_PAGE = 4096;
const WASM_PAGE = 65_536;

/** The system maps memory in when it is first used, which takes it a while: done here for what malloc hands out first. */
function touchRoom({ exports }: WebAssembly.Instance): void {
  const { [BREAK]: end, [MEMORY]: memory } = exports;
  if (!(end instanceof WebAssembly.Global) || !(memory instanceof WebAssembly.Memory)) return;
  const bytes = new Uint8Array(memory.buffer);
  for (let at = (end.value as number) * WASM_PAGE; at < bytes.length; at += SYSTEM_PAGE) bytes[at] = 0;
}

function presence({ exports }: WebAssembly.Instance, part: number): WebAssembly.Global {
  const global = exports[presenceName(part)];
  if (!(global instanceof WebAssembly.Global)) throw new Error(`The module was not split into ${part + 1} parts`);
  return global;
}

/** A table takes no function of JavaScript, only of wasm: this module's one function calls what it was given. */
const LOADER = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 4, 1, 0x60, 0, 0], // type 0: () → ()
  ...[2, 9, 1, 0, 4, ...ascii('load'), 0, 0], // function 0: imported from "" as "load"
  ...[3, 2, 1, 0], // function 1: of type 0
  ...[7, 8, 1, 4, ...ascii('load'), 0, 1], // exported as "load"
  ...[10, 6, 1, 4, 0, 0x10, 0, 0x0b], // (call 0)
);
let loaderModule: WebAssembly.Module | undefined;

function ascii(text: string): number[] {
  return Array.from(text, (char) => char.charCodeAt(0));
}
