import type { CallStacks } from '../guest/call-stacks.ts';
import { HostCalls } from '../guest/host-calls.ts';
import { ProcessEnded } from '../guest/process-ended.ts';
import { endOfBlocking, type Guest } from '../guest/run.ts';
import { isOurs, trapOf } from '../guest/trap.ts';
import type { BlockingWire } from '../wire/wire.ts';
import { readComponent } from './binary/read-component.ts';
import { Unreadable } from './binary/unreadable.ts';
import type { Tagged } from './canonical/types.ts';
import type { Func } from './canonical/functions.ts';
import { instantiateComponent } from './instantiate-component.ts';
import type { Entity, Instance } from './scope.ts';
import { Layers } from './layers.ts';
import { observedPreview1, PREVIEW1 } from './preview1-calls.ts';
import { MemoryShares } from './memory-shares.ts';
import { wasiHost } from './wasi/host.ts';
import { checkSignature, interfaceName, signatureOf } from './wasi/signatures.ts';

const RUN = 'wasi:cli/run';
const PAGE_BYTES = 65536;
const FAILED = 1;

/**
 * A `wasi:cli/command` component as a guest. Its calls of WASI 0.2 become system calls on `wire`, so that its files, rights,
 * trace and end are those of every program. `pages`: the memory that its modules may have
 * together. Throws a sentence where it cannot be started.
 */
export function prepareComponent(
  bytes: Uint8Array<ArrayBuffer>,
  pages: number,
  wire: BlockingWire,
  stacks: CallStacks,
): Guest {
  const calls = new HostCalls(wire, stacks);
  const { frame } = wire;
  const layers = new Layers(stacks, () => frame.isWatched);
  calls.above = layers;
  const items = readComponent(bytes);
  /** The module that was written for Preview 1, where the adapter made it a component. */
  let program: WebAssembly.Instance | undefined;
  const instance = (): Instance => {
    const shares = new MemoryShares(items, pages);
    return instantiateComponent(items, {
      ...wasiHost(calls, pages * PAGE_BYTES, layers),
      compile: (module) => shares.compile(module),
      instantiate: (module, imports) => {
        const adapter = imports[PREVIEW1];
        if (!adapter) return shares.instantiate(module, imports);
        stacks.endAt('_start');
        const memory = (): WebAssembly.Memory | undefined => {
          const exported = program?.exports['memory'];
          return exported instanceof WebAssembly.Memory ? exported : undefined;
        };
        const observed = observedPreview1(adapter, layers, calls, memory);
        return (program = shares.instantiate(module, Object.assign(bare(), imports, { [PREVIEW1]: observed })));
      },
    });
  };
  return {
    start(isWatched) {
      frame.clearReplyFlags();
      frame.stack = 0;
      frame.clearNote();
      if (isWatched) frame.markWatched();
      try {
        // A module of it may make calls while it is instantiated, and trap there.
        const result = runOf(instance()).call([]) as Tagged;
        calls.call('proc_exit', result.tag === 'ok' ? 0 : FAILED);
        return undefined;
      } catch (error) {
        if (error instanceof ProcessEnded) return undefined;
        if (isOurs(error)) throw error;
        const trap = program ? endOfBlocking(error, program) : trapOf(error, undefined);
        return trap && { ...trap, frames: layers.trappedIn ?? stacks.own(trap.frames) };
      }
    },
  };
}

function bare(): WebAssembly.Imports {
  return Object.create(null) as WebAssembly.Imports;
}

/** `run` of the interface `wasi:cli/run`, which is what makes a component a command. */
function runOf({ exports }: Instance): Func {
  for (const [name, entity] of exports) {
    if (interfaceName(name).name !== RUN || entity.sort !== 'instance') continue;
    const run: Entity | undefined = entity.instance.exports.get('run');
    const wanted = signatureOf(name, 'run');
    if (run?.sort !== 'func' || !wanted) continue;
    checkSignature(name, 'run', run.func.type, wanted);
    return run.func;
  }
  throw new Unreadable('This component exports no wasi:cli/run, so there is nothing to run');
}
