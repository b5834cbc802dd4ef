import type { HostCalls } from '../../guest/host-calls.ts';
import { Unreadable } from '../binary/unreadable.ts';
import type { Func } from '../canonical/functions.ts';
import type { FuncType, ResourceType, Type } from '../canonical/types.ts';
import { checkRep, fault } from '../canonical/handles.ts';
import { valueWords, type Layers } from '../layers.ts';
import { environment, exit, output, stdin, terminal } from './cli.ts';
import { monotonicClock, wallClock } from './clocks.ts';
import { filesystemTypes, preopens } from './filesystem.ts';
import type { Interface } from './interface.ts';
import { errnoName } from '../../abi/errno.ts';
import type { IoError } from './errors.ts';
import { poll, Pollable } from './poll.ts';
import { random } from './random.ts';
import { http } from '../http/http.ts';
import { sockets } from './sockets.ts';
import { Listeners } from './tcp-socket.ts';
import type { GrantedListener } from '../../policy/granted-listeners.ts';
import { checkSignature, interfaceName, resourceOf, signatureOf } from './signatures.ts';
import type { InputStream, OutputStream } from './streams.ts';
import { TerminalInput, TerminalOutput } from './plain-resources.ts';

/** The interfaces of WASI 0.2 that this machine has, by their names without a version. */
export function interfaces(
  calls: HostCalls,
  memoryBytes: number,
  granted: readonly GrantedListener[] = [],
  ownStatus: () => number | undefined = () => undefined,
): ReadonlyMap<string, Interface> {
  const listeners = new Listeners(granted);
  return new Map<string, Interface>([
    ['wasi:cli/environment', environment(calls)],
    ['wasi:cli/exit', exit(calls, ownStatus)],
    ['wasi:cli/stdin', stdin(calls)],
    ['wasi:cli/stdout', output(calls, 'get-stdout', 1)],
    ['wasi:cli/stderr', output(calls, 'get-stderr', 2)],
    ['wasi:cli/terminal-stdin', terminal(calls, 'get-terminal-stdin', 0, TerminalInput)],
    ['wasi:cli/terminal-stdout', terminal(calls, 'get-terminal-stdout', 1, TerminalOutput)],
    ['wasi:cli/terminal-stderr', terminal(calls, 'get-terminal-stderr', 2, TerminalOutput)],
    ['wasi:clocks/monotonic-clock', monotonicClock(calls)],
    ['wasi:clocks/wall-clock', wallClock(calls)],
    ['wasi:filesystem/preopens', preopens(calls)],
    ['wasi:filesystem/types', filesystemTypes(calls)],
    ['wasi:io/error', { '[method]error.to-debug-string': (error: IoError) => errnoName(error.errno) }],
    ['wasi:io/poll', pollInterface(calls)],
    ['wasi:io/streams', streamsInterface()],
    ['wasi:random/random', random(calls, memoryBytes)],
    ['wasi:random/insecure', random(calls, memoryBytes)],
    ['wasi:random/insecure-seed', random(calls, memoryBytes)],
    ...sockets(calls, listeners),
    ...http(),
  ]);
}

function pollInterface(calls: HostCalls): Interface {
  return {
    poll: (pollables: readonly Pollable[]) => {
      if (pollables.length === 0) throw fault('A component called poll with an empty list, which WASI says must trap');
      if (!pollables.every((one) => one instanceof Pollable))
        throw fault('A component called poll with something that is not a pollable');
      return poll(calls, pollables);
    },
    '[method]pollable.ready': (one: Pollable) => poll(calls, [one], false).length > 0,
    '[method]pollable.block': (one: Pollable) => void poll(calls, [one]),
  };
}

function streamsInterface(): Interface {
  const input = '[method]input-stream';
  const out = '[method]output-stream';
  return {
    [`${input}.read`]: (self: InputStream, length: bigint) => self.read(length, false),
    [`${input}.blocking-read`]: (self: InputStream, length: bigint) => self.read(length, true),
    [`${input}.skip`]: (self: InputStream, length: bigint) => self.skip(length, false),
    [`${input}.blocking-skip`]: (self: InputStream, length: bigint) => self.skip(length, true),
    [`${input}.subscribe`]: (self: InputStream) => self.subscribe(),
    [`${out}.check-write`]: (self: OutputStream) => self.checkWrite(),
    [`${out}.write`]: (self: OutputStream, bytes: Uint8Array) => self.write(bytes),
    [`${out}.blocking-write-and-flush`]: (self: OutputStream, bytes: Uint8Array) => self.write(bytes),
    [`${out}.flush`]: (self: OutputStream) => self.write(new Uint8Array()),
    [`${out}.blocking-flush`]: (self: OutputStream) => self.write(new Uint8Array()),
    [`${out}.subscribe`]: (self: OutputStream) => self.subscribe(),
    [`${out}.write-zeroes`]: (self: OutputStream, length: bigint) => self.writeZeroes(length),
    [`${out}.blocking-write-zeroes-and-flush`]: (self: OutputStream, length: bigint) => self.writeZeroes(length),
    [`${out}.splice`]: (self: OutputStream, from: InputStream, length: bigint) => self.splice(from, length, false),
    [`${out}.blocking-splice`]: (self: OutputStream, from: InputStream, length: bigint) =>
      self.splice(from, length, true),
  };
}

/** What the machine has for the imports of a component. */
export interface WasiHost {
  /** A function, made of the machine’s own system calls. Throws a sentence where it is declared otherwise than WASI has it. */
  readonly find: (full: string, name: string, type: FuncType) => Func | undefined;
  readonly resource: (full: string, name: string) => ResourceType | undefined;
}

/**
 * WASI 0.2 for a component. `memoryBytes`: as much as its memory may have, and no value that it asks for is longer. `layers`: where
 * its calls are kept while it is watched.
 */
export function wasiHost(
  calls: HostCalls,
  memoryBytes: number,
  layers?: Layers,
  granted: readonly GrantedListener[] = [],
): WasiHost {
  const known = interfaces(calls, memoryBytes, granted, () => layers?.status);
  return {
    resource: resourceOf,
    find: (full, name, type) => {
      const wanted = signatureOf(full, name);
      if (!wanted) return undefined;
      checkSignature(full, name, type, wanted);
      const found = known.get(interfaceName(full).name) ?? {};
      const fn = Object.hasOwn(found, name) ? found[name] : undefined;
      // A method of a resource that nothing here makes cannot be reached.
      if (!fn) return { type, call: () => unreachable(full, name) };
      const shownName = `${interfaceName(full).name} ${name.replace(/^\[[a-z-]+\]/, '')}`;
      const held = wanted.params.flatMap(({ type: param }, i) => {
        const resource = heldBy(param);
        return resource ? [{ i, resource }] : [];
      });
      return {
        type,
        call: (args) => {
          for (let at = 0; at < held.length; at++) {
            const one = held[at] as (typeof held)[number];
            checkRep(one.resource, args[one.i]);
          }
          if (!layers?.isWatched) return fn(...(args as never[]));
          layers.called('preview2', shownName, args.map(valueWords).join(', '));
          const value: unknown = fn(...(args as never[]));
          layers.returned(valueWords(value));
          return value;
        },
      };
    },
  };
}

function heldBy(type: Type): ResourceType | undefined {
  return type.kind === 'borrow' || type.kind === 'own' ? type.resource : undefined;
}

function unreachable(full: string, name: string): never {
  throw new Unreadable(`A component called ${name} of ${full}, which this machine does not have`);
}
