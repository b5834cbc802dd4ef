import { PREVIEW1_NAMES, type SyscallName } from '../abi/syscalls.ts';
import { UNMATCHED_FD } from '../abi/unmatched.ts';
import { here } from '../guest/call-stacks.ts';
import { framesOf } from '../guest/trap.ts';
import type { HostCalls } from '../guest/host-calls.ts';
import type { Raw } from './canonical/lift.ts';
import { errnoResult, preview1Args, type Layers } from './layers.ts';

/** What a module that was written for Preview 1 imports, where the preview1 adapter answers it. */
export const PREVIEW1 = 'wasi_snapshot_preview1';

type Import = (...raw: Raw[]) => number | undefined;

/**
 * The adapter’s functions, with the steps of each call kept while the program is watched. `memory`: the module’s, once it has been
 * instantiated.
 */
export function observedPreview1(
  adapter: WebAssembly.ModuleImports,
  layers: Layers,
  calls: HostCalls,
  memory: () => WebAssembly.Memory | undefined,
): WebAssembly.ModuleImports {
  const observed = Object.create(null) as WebAssembly.ModuleImports;
  for (const [name, fn] of Object.entries(adapter))
    observed[name] = typeof fn === 'function' && isSyscall(name) ? observe(name, fn as Import) : fn;
  return observed;

  function observe(name: SyscallName, call: Import): Import {
    const isUnmatchable = name === 'path_filestat_get';
    const isExit = name === 'proc_exit';
    return (a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0) => {
      // What libc says of a path that no folder covers is for the trace: the adapter would not hand it on.
      if (isUnmatchable && Number(a) >>> 0 === UNMATCHED_FD) tellUnmatched(calls, memory(), Number(c), Number(d));
      if (isExit) layers.status = Number(a) >>> 0;
      const isWatched = layers.isWatched;
      if (isWatched) {
        layers.stack = layers.stacks.take();
        layers.called('preview1', name, preview1Args(name, [a, b, c, d, e, f, g, h, i], memory()));
      }
      layers.isInside = true;
      let errno: number | undefined;
      try {
        errno = call(a, b, c, d, e, f, g, h, i);
      } catch (error) {
        layers.trappedIn ??= layers.stacks.own(framesOf(here().stack ?? ''));
        throw error;
      }
      layers.isInside = false;
      layers.stack = undefined;
      if (isWatched) layers.returned(errnoResult(errno ?? 0));
      if (layers.refused !== 0) {
        layers.stacks.takeAs(layers.refused, here());
        layers.refused = 0;
      }
      return errno;
    };
  }
}

function isSyscall(name: string): name is SyscallName {
  return (PREVIEW1_NAMES as readonly string[]).includes(name);
}

function tellUnmatched(
  calls: HostCalls,
  memory: WebAssembly.Memory | undefined,
  pointer: number,
  length: number,
): void {
  if (!memory) return;
  const bytes = new Uint8Array(memory.buffer);
  const at = pointer >>> 0;
  const end = at + (length >>> 0);
  if (end <= bytes.length) calls.call('path_filestat_get', UNMATCHED_FD, 0, bytes.subarray(at, end));
}
