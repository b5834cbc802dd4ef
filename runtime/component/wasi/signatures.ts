import type { FuncType, ResourceType } from '../canonical/types.ts';
import { Unreadable } from '../binary/unreadable.ts';
import { sameFunc } from '../canonical/same-type.ts';
import { Descriptor, DirectoryEntries } from './descriptor.ts';
import { IoError } from './errors.ts';
import { Pollable } from './poll.ts';
import { readSignatures, type Signatures } from './read-signatures.ts';
import { InputStream, OutputStream } from './streams.ts';
import { Network, TerminalInput, TerminalOutput } from './plain-resources.ts';
import { ResolvedAddresses } from './sockets.ts';
import { TcpSocket } from './tcp-socket.ts';
import { HTTP_CLASSES } from '../http/http.ts';
import { WIT_HTTP } from '../http/wit-http.ts';
import { WIT } from './wit.ts';

/** What a handle of each resource stands for. One that is not here cannot be made: there are no sockets for datagrams on this machine. */
const CLASSES = new Map<string, abstract new (...args: never[]) => object>([
  ['error', IoError],
  ['pollable', Pollable],
  ['input-stream', InputStream],
  ['output-stream', OutputStream],
  ['terminal-input', TerminalInput],
  ['terminal-output', TerminalOutput],
  ['descriptor', Descriptor],
  ['directory-entry-stream', DirectoryEntries],
  ['network', Network],
  ['tcp-socket', TcpSocket],
  ['resolve-address-stream', ResolvedAddresses],
  ...HTTP_CLASSES,
]);

let read: Signatures | undefined;

/** The functions and resources of WASI 0.2, by interface and name. */
export function signatures(): Signatures {
  return (read ??= readSignatures(WIT + WIT_HTTP, CLASSES));
}

const NAME = /^(wasi:[a-z-]+\/[a-z-]+)@(\d+)\.(\d+)\.(\d+)$/;

/** Whether this machine speaks the version that an interface is named with, and what to call the interface without it. */
export function interfaceName(full: string): { readonly name: string; readonly isKnownVersion: boolean } {
  const [, name = full, major, minor] = NAME.exec(full) ?? [];
  return { name, isKnownVersion: major === '0' && minor === '2' };
}

/** What a function of an interface that is named with a version takes and returns; undefined where there is none. */
export function signatureOf(full: string, name: string): FuncType | undefined {
  const { name: key, isKnownVersion } = interfaceName(full);
  return isKnownVersion ? signatures().functions.get(`${key} ${name}`) : undefined;
}

/** The resource that is meant by a name in an interface: the same one for every version of 0.2. */
export function resourceOf(full: string, name: string): ResourceType | undefined {
  const { name: key, isKnownVersion } = interfaceName(full);
  return isKnownVersion ? signatures().resources.get(`${key} ${name}`) : undefined;
}

/** Throws a sentence where a component declares a function of WASI otherwise than it is. */
export function checkSignature(full: string, name: string, declared: FuncType, wanted: FuncType): void {
  if (sameFunc(declared, wanted)) return;
  throw new Unreadable(
    `This component declares ${name} of ${full} with other parameters or another result than WASI 0.2 gives it, so it cannot be started. Build it again with current tools`,
  );
}
