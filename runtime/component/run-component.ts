import type { CallStacks } from '../guest/call-stacks.ts';
import { HostCalls } from '../guest/host-calls.ts';
import { ProcessEnded } from '../guest/process-ended.ts';
import { endOfBlocking, type Guest } from '../guest/run.ts';
import { isOurs, trapOf } from '../guest/trap.ts';
import type { BlockingWire } from '../wire/wire.ts';
import type { Item } from './binary/component-items.ts';
import { readComponent } from './binary/read-component.ts';
import { Unreadable } from './binary/unreadable.ts';
import type { Tagged } from './canonical/types.ts';
import { instantiateComponent, type ComponentInstance } from './instantiate-component.ts';
import { Layers } from './layers.ts';
import { observedPreview1, PREVIEW1 } from './preview1-calls.ts';
import { MemoryShares } from './memory-shares.ts';
import { exportedFunc } from './exported-func.ts';
import type { ComponentStart } from './component-start.ts';
import { wasiHost } from './wasi/host.ts';
import { serveHttp } from './http/serve-http.ts';

const RUN = 'wasi:cli/run';
const HANDLER = 'wasi:http/incoming-handler';
const PAGE_BYTES = 65536;
const FAILED = 1;

/**
 * A component as a guest: a `wasi:cli/command`, or a `wasi:http/proxy`, which answers requests until it is ended. Its calls of
 * WASI 0.2 become system calls on `wire`, so that its files, rights, trace and end are those of every program. Throws a sentence
 * where it cannot be started.
 */
export function prepareComponent(component: ComponentStart, wire: BlockingWire, stacks: CallStacks): Guest {
  const { bytes, memoryPages: pages, listeners } = component;
  const calls = new HostCalls(wire, stacks);
  const { frame } = wire;
  const layers = new Layers(stacks, () => frame.isWatched);
  calls.above = layers;
  const items = readComponent(bytes);
  /** The module that was written for Preview 1, where the adapter made it a component. */
  let program: WebAssembly.Instance | undefined;
  const host = wasiHost(calls, pages * PAGE_BYTES, layers, listeners);
  let shares: MemoryShares | undefined;
  /** Takes the place of the one before, if there was one. */
  const instantiate = (): ComponentInstance => {
    const given = (shares ??= new MemoryShares(items, pages));
    given.again();
    return instantiateComponent(items, {
      ...host,
      ...(isComposed(items) && {
        caller: (caller) => {
          if (layers.isWatched) layers.caller = caller;
        },
      }),
      compile: (module) => given.compile(module),
      instantiate: (module, imports) => {
        const adapter = imports[PREVIEW1];
        if (!adapter) return given.instantiate(module, imports);
        stacks.endAt('_start');
        const memory = (): WebAssembly.Memory | undefined => {
          const exported = program?.exports['memory'];
          return exported instanceof WebAssembly.Memory ? exported : undefined;
        };
        const observed = observedPreview1(adapter, layers, calls, memory);
        return (program = given.instantiate(module, Object.assign(bare(), imports, { [PREVIEW1]: observed })));
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
        const first = instantiate();
        const handler = exportedFunc(first, HANDLER, 'handle');
        if (handler) return serveHttp({ calls, layers, listeners, first, instantiate });
        const run = exportedFunc(first, RUN, 'run');
        if (!run) throw new Unreadable('This component exports no wasi:cli/run, so there is nothing to run');
        const result = run.call([]) as Tagged;
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

/** Whether a component in it has a module of its own. Tools put others into a component, to give their exports a shape. */
function isComposed(items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'component' && item.items.some(({ kind }) => kind === 'core-module'));
}

function bare(): WebAssembly.Imports {
  return Object.create(null) as WebAssembly.Imports;
}
