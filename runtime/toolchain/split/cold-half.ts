import { type Link } from '../../guest/run.ts';
import { CROSSING, LOADER_SLOT, SHARED } from './shared-names.ts';

/** The half of a split module that is linked when a function in it is called for the first time. */
export interface ColdHalf {
  /** Returns when it is there, however long that takes: the call that needs it cannot go on without. */
  module(): WebAssembly.Module;
}

/** The same where the guest can be suspended while it is fetched. */
export interface ComingColdHalf {
  module(): Promise<WebAssembly.Module>;
}

/** For a guest that blocks. */
export function linkBlocking(cold: ColdHalf): Link {
  return (hot, imports) => {
    setLoader(hot, () => {
      join(hot, cold.module(), imports);
    });
  };
}

/** For a guest that is suspended. */
export function linkSuspending(cold: ComingColdHalf): Link {
  const { Suspending } = WebAssembly as unknown as Jspi;
  return (hot, imports) => {
    const load = async (): Promise<void> => {
      join(hot, await cold.module(), imports);
    };
    setLoader(hot, new Suspending(load));
  };
}

/** `WebAssembly.Suspending` (JSPI), which the language's own types do not know yet. */
interface Jspi {
  readonly Suspending: new (fn: () => Promise<void>) => WebAssembly.ImportValue;
}

/** The cold half gets the very system calls of the hot one, and all that the hot one exports to share. */
function join(hot: WebAssembly.Instance, cold: WebAssembly.Module, imports: WebAssembly.Imports): void {
  // Its element segments fill the tables through which it is called: that is all there is to do with it.
  new WebAssembly.Instance(cold, { ...imports, [SHARED]: hot.exports });
}

function setLoader(hot: WebAssembly.Instance, load: WebAssembly.ImportValue): void {
  const crossing = hot.exports[CROSSING];
  if (!(crossing instanceof WebAssembly.Table)) throw new Error('The module is not the hot half of a split one');
  loaderModule ??= new WebAssembly.Module(LOADER);
  const { exports } = new WebAssembly.Instance(loaderModule, { '': { load } });
  crossing.set(LOADER_SLOT, exports['load']);
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
