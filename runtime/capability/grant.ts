import { CONNECTION_RIGHTS, INPUT_RIGHTS, LISTENING_SOCKET_RIGHTS, OUTPUT_RIGHTS } from '../abi/applicable-rights.ts';
import { fail, type Failure } from '../abi/failure.ts';
import { NO_RIGHTS, rights, type RightName } from '../abi/rights.ts';
import { err, ok, type Result } from '../base/result.ts';
import { ENFORCED, OPENS_AS_ASKED } from '../policy/enforced.ts';
import { grantedListeners } from '../policy/granted-listeners.ts';
import type { Policy } from '../policy/policy.ts';
import { StreamInode, type DirectoryInode, type Inode } from '../vfs/inode.ts';
import type { Stream } from '../vfs/stream.ts';
import type { Volume } from '../vfs/volume.ts';
import { lookupAbsolute } from '../vfs/resolve.ts';
import { Capability } from './capability.ts';
import { Descriptor } from './descriptor.ts';
import { FdTable } from './fd-table.ts';
import { Gate } from './gate.ts';
import { newNeeds, type Needs } from './needed.ts';

/** What descriptors 0, 1 and 2 are. */
export interface Stdio {
  readonly stdin: StreamInode;
  readonly stdout: StreamInode;
  readonly stderr: StreamInode;
}

/** What could not be granted. */
export type GrantError =
  | { readonly kind: 'folder'; readonly folder: string; readonly why: Failure }
  /** Another process listens there already. */
  | { readonly kind: 'port'; readonly port: number };

export interface Granted {
  readonly fds: FdTable;
  /** Variables of its environment that describe its descriptors, `NAME=value` each. */
  readonly environ: readonly string[];
  readonly needs: GrantedNeeds;
}

/** What is needed of each grant, in the policy's order. */
export interface GrantedNeeds {
  readonly stdin: Needs;
  readonly preopens: readonly Needs[];
  readonly listen: readonly Needs[];
}

/**
 * Turns a policy into a process's descriptors: the one door by which authority enters. Sockets come after the folders, because libc looks for preopened
 * directories from 3 on and stops at the first descriptor that is none.
 */
export function grant(
  policy: Policy,
  root: DirectoryInode,
  stdio: Stdio,
  listen: (port: number) => StreamInode | undefined,
): Result<Granted, GrantError> {
  const fds = new FdTable(
    policy.limits.openFiles + 3 + policy.preopens.length + policy.listen.length,
    rights(...ENFORCED[policy.personality]),
    OPENS_AS_ASKED[policy.personality],
  );
  const needs: GrantedNeeds = {
    stdin: newNeeds(),
    preopens: policy.preopens.map(newNeeds),
    listen: policy.listen.map(newNeeds),
  };
  fds.insert(
    new Descriptor(Capability.preopen(stdio.stdin, rights(...INPUT_RIGHTS), NO_RIGHTS), 'stdin', {
      needs: needs.stdin,
    }),
  );
  fds.insert(new Descriptor(Capability.preopen(stdio.stdout, rights(...OUTPUT_RIGHTS), NO_RIGHTS), 'stdout'));
  fds.insert(new Descriptor(Capability.preopen(stdio.stderr, rights(...OUTPUT_RIGHTS), NO_RIGHTS), 'stderr'));
  for (const [i, { folder, guest, base, inheriting, ask }] of policy.preopens.entries()) {
    const found = directoryAt(root, folder);
    if (!found.ok) {
      fds.closeAll();
      return err({ kind: 'folder', folder, why: found.error });
    }
    const inode = found.value;
    fds.insert(
      new Descriptor(Capability.preopen(inode, rights(...base), rights(...inheriting)), guest, {
        preopen: guest,
        folder,
        gate: ask ? new Gate() : undefined,
        ...needsAt(needs.preopens, i),
      }),
    );
  }
  for (const [i, { port }] of policy.listen.entries()) {
    const inode = listen(port);
    if (!inode) {
      fds.closeAll();
      return err({ kind: 'port', port });
    }
    fds.insert(
      new Descriptor(
        Capability.preopen(inode, rights(...LISTENING_SOCKET_RIGHTS), rights(...CONNECTION_RIGHTS)),
        `listen:${port}`,
        needsAt(needs.listen, i),
      ),
    );
  }
  const [first] = grantedListeners(policy);
  const environ = first ? [`LISTEN_FDS=${policy.listen.length}`, `LISTEN_FD=${first.fd}`] : [];
  return ok({ fds, environ, needs });
}

/** Both ends of a pipe, for the process that asked for one: it reaches nothing but what is written to it. */
export function grantPipe(
  volume: Volume,
  { readEnd, writeEnd }: { readonly readEnd: Stream; readonly writeEnd: Stream },
): {
  readonly reading: Descriptor;
  readonly writing: Descriptor;
} {
  const end = (stream: Stream, held: readonly RightName[]): Descriptor =>
    new Descriptor(Capability.preopen(new StreamInode(volume, 'unknown', stream), rights(...held), NO_RIGHTS), 'pipe');
  return { reading: end(readEnd, INPUT_RIGHTS), writing: end(writeEnd, OUTPUT_RIGHTS) };
}

/** The folder's path says what a grant reaches, so a path through a symbolic link is refused. */
function directoryAt(root: DirectoryInode, folder: string): Result<DirectoryInode, Failure> {
  const found = lookupAbsolute(root, folder);
  if (!found.ok) return found;
  let at: Inode | undefined = root;
  for (const name of folder.split('/')) if (name !== '') at = at?.kind === 'directory' ? at.lookup(name) : undefined;
  if (at?.kind === 'directory') return ok(at);
  return fail(found.value.inode ? 'notdir' : 'noent');
}

function needsAt(needs: readonly Needs[], i: number): { readonly needs?: Needs } {
  const found = needs[i];
  return found === undefined ? {} : { needs: found };
}
