import type { Link } from '../guest/run.ts';
import type { DebugProgram } from './debug-program.ts';
import { HeapBlocks } from './heap-blocks.ts';
import { connectHooks, Switches } from './hooks.ts';
import { markedResults } from './marked-results.ts';
import { ProgramMemory } from './program-memory.ts';
import type { Site } from './instrument/sites.ts';

/** An instance under the debugger. */
export interface Debuggee {
  readonly memory: ProgramMemory;
  readonly heap: HeapBlocks;
  readonly switches: Switches;
}

/** What happens at a stop: `record` is where its frame's record begins. */
export type AtStop = (debuggee: Debuggee, site: Site, record: number) => void;

/** What happens after a write to what is watched: `record` is where the writing frame's record begins; 0: libc or the host wrote. */
export type AtWrite = (debuggee: Debuggee, address: number, bytes: number, record: number) => void;

/** Completes instances of an instrumented program so that they call `atStop`. `begins`: before they start. */
export function debugLink(
  program: DebugProgram,
  begins: (debuggee: Debuggee) => void,
  atStop: AtStop,
  atWrite: AtWrite = () => undefined,
): Link {
  let debuggee: Debuggee | undefined;
  return {
    imports: () => ({}),
    wrap: (calls) =>
      markedResults(
        calls,
        () => debuggee?.memory,
        (address, bytes) => debuggee && atWrite(debuggee, address, bytes, 0),
      ),
    complete: (instance) => {
      const { memory } = instance.exports;
      if (!(memory instanceof WebAssembly.Memory)) throw new Error('The program exports no memory');
      const made: Debuggee = {
        memory: new ProgramMemory(memory, program.layout),
        heap: new HeapBlocks(),
        switches: new Switches(instance, program.masks),
      };
      debuggee = made;
      connectHooks(instance, {
        stop: (number: number, record: number) => {
          const site = program.sites.get(number);
          if (!site) throw new TypeError(`The program stopped at site ${number}, which does not exist`);
          atStop(made, site, record);
        },
        heap: (kind: number, first: number, second: number, result: number) =>
          made.heap.note(kind, first, second, result, made.switches.position, made.memory),
        write: (address: number, bytes: number, record: number) =>
          atWrite(made, address >>> 0, bytes >>> 0, record >>> 0),
      });
      begins(made);
    },
    over: () => undefined,
  };
}
