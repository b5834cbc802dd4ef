import { PartMissing, type Link } from '../../guest/run.ts';
import { CROSSING, LOADER_SLOT, SHARED } from './shared-names.ts';

/**
 * Lets the hot half of a split module find its cold half when a function in that is called for the first time. `cold`
 * gives it; where it is not there yet, the guest is abandoned with `PartMissing`, to be run again when it is: the call
 * cannot wait, because a blocked worker receives nothing.
 */
export function linkHalves(cold: () => WebAssembly.Module | undefined): Link {
  return (hot, imports) => {
    const crossing = hot.exports[CROSSING];
    if (!(crossing instanceof WebAssembly.Table)) throw new Error('The module is not the hot half of a split one');
    const load = (): void => {
      const module = cold();
      if (!module) throw new PartMissing('The cold half is not there yet');
      // Its element segments fill the tables through which it is called: that is all there is to do with it. It gets
      // the very system calls of the hot half, and all that the hot half exports to share.
      new WebAssembly.Instance(module, { ...imports, [SHARED]: hot.exports });
    };
    loaderModule ??= new WebAssembly.Module(LOADER);
    const { exports } = new WebAssembly.Instance(loaderModule, { '': { load } });
    crossing.set(LOADER_SLOT, exports['load']);
  };
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
