import type { Frame } from '../abi/frame.ts';
import type { BlockingWire, SuspendingWire } from '../wire/wire.ts';
import type { CallStacks } from './call-stacks.ts';
import { REFERENCES } from '../abi/references.ts';
import { bindBlocking, bindSuspending } from './bind.ts';
import { DIALECTS, PREVIEW1, type Dialect } from './dialect.ts';
import { GuestMemory } from './guest-memory.ts';
import { HostCalls } from './host-calls.ts';
import { ProcessEnded } from './process-ended.ts';
import { bindReferences } from './references.ts';
import { FLUSH_SYMBOL, SHADOW } from '../abi/checked-program.ts';
import { reportOf } from './check-report.ts';
import { QueuedWrites } from './queued-writes.ts';
import { isOurs, trapOf, type Trap } from './trap.ts';

/** An instance that is ready to start: the slow part is done ahead of need. */
export interface Guest {
  /**
   * Returns when the program is over: undefined after it ended by itself, a trap otherwise. Throws `PartMissing` when
   * its `Link` did. `isWatched`: from its first call on; later the kernel says so with its replies.
   */
  start(isWatched: boolean): Trap | undefined | Promise<Trap | undefined>;
}

/** What has to be done for instances that are only a part of their program. */
export interface Link {
  /** What such an instance imports besides system calls. */
  readonly imports: (module: WebAssembly.Module) => WebAssembly.Imports;
  /** The system calls that instances get instead of these, which are not yet `WebAssembly.Suspending`. */
  readonly wrap?: <F>(calls: Readonly<Record<string, F>>) => Readonly<Record<string, F>>;
  /** Completes it, before it starts. `imports` hold the very system calls that the instance makes. */
  readonly complete: (instance: WebAssembly.Instance, imports: WebAssembly.Imports) => void;
  /** It will not run again. */
  readonly over: (instance: WebAssembly.Instance) => void;
}

/** What a `Link` throws, through the guest, when the program cannot go on without a part that is not there yet. */
export class PartMissing extends Error {
  override readonly name = 'PartMissing';
  /** Counted from 1: the first one is what runs. */
  readonly part: number;

  constructor(part: number) {
    super(`Part ${part} of the program is not there yet`);
    this.part = part;
  }
}

/** Instantiates a module whose system calls go over a blocking wire. */
export function instantiateBlocking(
  module: WebAssembly.Module,
  wire: BlockingWire,
  stacks: CallStacks,
  link?: Link,
  memory = new GuestMemory(),
): Guest {
  const guest = { wire, memory, stacks, queued: wire.queue && new QueuedWrites(wire.queue, memory) };
  const functions = bindBlocking(guest);
  const wrap = link?.wrap ?? same;
  const imports = namespaces(
    module,
    (dialect) => wrap<WebAssembly.ImportValue>(dialect === PREVIEW1 ? functions : bindBlocking(guest, dialect)),
    {
      ...(importsFrom(module, REFERENCES)
        ? { [REFERENCES]: bare(bindReferences(new HostCalls(wire, stacks, guest.queued), memory)) }
        : {}),
      ...link?.imports(module),
    },
  );
  const instance = new WebAssembly.Instance(module, imports);
  link?.complete(instance, imports);
  const start = prepare(instance, memory);
  return {
    start(isWatched) {
      begin(wire.frame, isWatched);
      try {
        start();
        functions.proc_exit(0, 0, 0, 0, 0, 0, 0, 0, 0);
        return undefined;
      } catch (error) {
        return endOfBlocking(error, instance);
      } finally {
        link?.over(instance);
      }
    },
  };
}

/** `WebAssembly.Suspending` and `promising` (JSPI), which the language's own types do not know yet. */
interface Jspi {
  readonly Suspending: new (fn: (...args: never[]) => Promise<number>) => WebAssembly.ImportValue;
  readonly promising: (fn: () => void) => () => Promise<void>;
}

/** Instantiates a module whose system calls suspend it until the reply has come. */
export function instantiateSuspending(
  module: WebAssembly.Module,
  wire: SuspendingWire,
  stacks: CallStacks,
  link?: Link,
): Guest {
  const jspi = WebAssembly as unknown as Jspi;
  const memory = new GuestMemory();
  const guest = { wire, memory, stacks };
  const functions = bindSuspending(guest);
  const wrap = link?.wrap ?? same;
  if (importsFrom(module, REFERENCES)) throw new Error(NO_REFERENCES);
  const imports = namespaces(
    module,
    (dialect) => {
      const bound = wrap(dialect === PREVIEW1 ? functions : bindSuspending(guest, dialect));
      return Object.fromEntries(Object.entries(bound).map(([name, fn]) => [name, new jspi.Suspending(fn)]));
    },
    link?.imports(module),
  );
  const instance = new WebAssembly.Instance(module, imports);
  link?.complete(instance, imports);
  const start = jspi.promising(prepare(instance, memory));
  return {
    async start(isWatched) {
      begin(wire.frame, isWatched);
      try {
        await start();
        await functions.proc_exit(0, 0, 0, 0, 0, 0, 0, 0, 0);
        return undefined;
      } catch (error) {
        return endOf(error, instance);
      } finally {
        link?.over(instance);
      }
    },
  };
}

/** What the program before left in the frame is not this one's. */
function begin(frame: Frame, isWatched: boolean): void {
  frame.clearReplyFlags();
  frame.stack = 0;
  frame.clearNote();
  if (isWatched) frame.markWatched();
}

/** Why a module that imports `preopen:ref` is not started here. */
const NO_REFERENCES =
  'This program holds its files as references (preopen:ref), which works where the page shares memory with its programs. It does not here: the page is not cross-origin isolated. Load the page again';

/**
 * An import object with each WASI that the module asks for, and `others`. Nothing in it has a prototype: a module that imports
 * `constructor`, from a module of any name, would be given `Object`, and with it all of JavaScript.
 */
function namespaces(
  module: WebAssembly.Module,
  bind: (dialect: Dialect) => WebAssembly.ModuleImports,
  others: WebAssembly.Imports | undefined,
): WebAssembly.Imports {
  const entries = Object.entries(DIALECTS).flatMap(([name, dialect]) =>
    importsFrom(module, name) ? [[name, bare(bind(dialect))] as const] : [],
  );
  return bare({ ...Object.fromEntries(entries), ...others });
}

function importsFrom(module: WebAssembly.Module, name: string): boolean {
  return WebAssembly.Module.imports(module).some((one) => one.module === name);
}

function same<F>(calls: Readonly<Record<string, F>>): Readonly<Record<string, F>> {
  return calls;
}

function bare<T extends object>(record: T): T {
  return Object.assign(Object.create(null) as T, record);
}

function prepare(instance: WebAssembly.Instance, guestMemory: GuestMemory): () => void {
  const { memory, _start: start } = instance.exports;
  if (memory instanceof WebAssembly.Memory) guestMemory.attach(memory);
  if (typeof start !== 'function') throw new Error('The module has no _start: it is a library, not a program');
  return start as () => void;
}

/** What a checked program has printed is read although the engine ended it; a fault met here is the program's own. */
function flush({ exports }: WebAssembly.Instance): void {
  const out = exports[FLUSH_SYMBOL];
  const pointer = exports['__stack_pointer'];
  if (typeof out !== 'function') return;
  // A stack that is used up has no room for this.
  if (pointer instanceof WebAssembly.Global) pointer.value = SHADOW / 4;
  try {
    (out as () => void)();
  } catch {
    return;
  }
}

/** Why a blocking guest is over, by what was thrown; undefined: it ended by itself. What a checked one has printed is read. Throws what is ours. */
export function endOfBlocking(error: unknown, instance: WebAssembly.Instance): Trap | undefined {
  const end = endOf(error, instance);
  if (end) flush(instance);
  return end;
}

function endOf(error: unknown, instance: WebAssembly.Instance): Trap | undefined {
  if (error instanceof ProcessEnded) return undefined;
  if (error instanceof PartMissing || isOurs(error)) throw error;
  const pointer = instance.exports['__stack_pointer'];
  const stackPointer: unknown = pointer instanceof WebAssembly.Global ? pointer.value : undefined;
  return trapOf(error, typeof stackPointer === 'number' ? stackPointer : undefined, reportOf(instance));
}
