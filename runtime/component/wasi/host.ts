import type { HostCalls } from '../../guest/host-calls.ts';
import { Unreadable } from '../binary/unreadable.ts';
import type { Func } from '../canonical/functions.ts';
import type { FuncType } from '../canonical/types.ts';
import { fault } from '../canonical/handles.ts';
import { environment, exit, output, stdin, terminal } from './cli.ts';
import { monotonicClock, wallClock } from './clocks.ts';
import { filesystemTypes, preopens } from './filesystem.ts';
import type { Interface } from './interface.ts';
import { errnoName } from '../../abi/errno.ts';
import type { IoError } from './errors.ts';
import { poll, type Pollable } from './poll.ts';
import { random } from './random.ts';
import type { InputStream, OutputStream } from './streams.ts';

/** The interfaces of WASI 0.2 that this machine has, by their names without a version. */
function interfaces(calls: HostCalls): ReadonlyMap<string, Interface> {
  return new Map<string, Interface>([
    ['wasi:cli/environment', environment(calls)],
    ['wasi:cli/exit', exit(calls)],
    ['wasi:cli/stdin', stdin(calls)],
    ['wasi:cli/stdout', output(calls, 'get-stdout', 1)],
    ['wasi:cli/stderr', output(calls, 'get-stderr', 2)],
    ['wasi:cli/terminal-input', {}],
    ['wasi:cli/terminal-output', {}],
    ['wasi:cli/terminal-stdin', terminal(calls, 'get-terminal-stdin', 0)],
    ['wasi:cli/terminal-stdout', terminal(calls, 'get-terminal-stdout', 1)],
    ['wasi:cli/terminal-stderr', terminal(calls, 'get-terminal-stderr', 2)],
    ['wasi:clocks/monotonic-clock', monotonicClock(calls)],
    ['wasi:clocks/wall-clock', wallClock(calls)],
    ['wasi:filesystem/preopens', preopens(calls)],
    ['wasi:filesystem/types', filesystemTypes(calls)],
    ['wasi:io/error', { '[method]error.to-debug-string': (error: IoError) => errnoName(error.errno) }],
    ['wasi:io/poll', pollInterface(calls)],
    ['wasi:io/streams', streamsInterface()],
    ['wasi:random/random', random(calls)],
    ['wasi:random/insecure', random(calls)],
    ['wasi:random/insecure-seed', random(calls)],
    ['wasi:sockets/instance-network', { 'instance-network': () => ({}) }],
    ['wasi:sockets/network', {}],
    ['wasi:sockets/tcp', {}],
    ['wasi:sockets/tcp-create-socket', { 'create-tcp-socket': () => NO_SOCKETS }],
    ['wasi:sockets/udp', {}],
    ['wasi:sockets/udp-create-socket', { 'create-udp-socket': () => NO_SOCKETS }],
    ['wasi:sockets/ip-name-lookup', { 'resolve-addresses': () => NO_SOCKETS }],
  ]);
}

/** Sockets are granted, and not made, on this machine. */
const NO_SOCKETS = { tag: 'err', val: 'access-denied' } as const;

function pollInterface(calls: HostCalls): Interface {
  return {
    poll: (pollables: readonly Pollable[]) => {
      if (pollables.length === 0) throw fault('A component waits for one of no things, which WASI says must trap');
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

const NAME = /^(wasi:[a-z-]+\/[a-z-]+)@(\d+)\.(\d+)\.(\d+)/;

/** Whether this machine speaks the version that an interface is named with, and what to call the interface without it. */
export function interfaceName(full: string): { readonly name: string; readonly isKnownVersion: boolean } {
  const [, name = full, major, minor] = NAME.exec(full) ?? [];
  return { name, isKnownVersion: major === '0' && minor === '2' };
}

/** Finds the functions of WASI 0.2 for a component: each is made of the machine’s own system calls. */
export function wasiHost(calls: HostCalls): (full: string, name: string, type: FuncType) => Func | undefined {
  const known = interfaces(calls);
  return (full, name, type) => {
    const { name: interfaceKey, isKnownVersion } = interfaceName(full);
    const found = isKnownVersion ? known.get(interfaceKey) : undefined;
    if (!found) return undefined;
    const fn = Object.hasOwn(found, name) ? found[name] : undefined;
    if (fn) return { type, call: (args) => fn(...(args as never[])) };
    // A method of a resource that nothing here makes cannot be reached.
    return interfaceKey.startsWith('wasi:sockets/') ? { type, call: () => unreachable(full, name) } : undefined;
  };
}

function unreachable(full: string, name: string): never {
  throw new Unreadable(`A component called ${name} of ${full}, for which there is nothing here`);
}
