/** A module with one function, `t`, that traps: (func (export "t") unreachable). */
const TRAPPING = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x74, 0, 0, 10, 5, 1, 3, 0, 0, 0x0b,
]);

let trap: (() => void) | undefined;

/**
 * `error` as something that no guest catches. An exception of JavaScript is caught by a guest's `catch_all`, which would
 * let it go on after its own end; a trap of the engine's is not, wherever it is thrown on. So one is raised and made to look
 * like `error` in every way that we can see.
 */
export function uncatchable(error: Error): Error {
  const raised = raiseTrap();
  Object.setPrototypeOf(raised, Object.getPrototypeOf(error) as object);
  return Object.defineProperties(raised, {
    stack: { value: error.stack, configurable: true },
    ...Object.getOwnPropertyDescriptors(error),
  });
}

function raiseTrap(): Error {
  trap ??= new WebAssembly.Instance(new WebAssembly.Module(TRAPPING)).exports['t'] as () => void;
  try {
    trap();
  } catch (raised) {
    return raised as Error;
  }
  throw new Error('A function that traps returned');
}
