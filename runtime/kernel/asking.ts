import { flag } from '../abi/flags.ts';
import type { Failure } from '../abi/failure.ts';
import type { Frame } from '../abi/frame.ts';
import { intersect, NO_RIGHTS, rights, type RightName, type Rights } from '../abi/rights.ts';
import { isHandle, SYSCALLS, type Syscall, type SyscallName } from '../abi/syscalls.ts';
import type { Descriptor } from '../capability/descriptor.ts';
import type { Answer, Purpose } from '../policy/question.ts';
import { WAIT } from './handlers.ts';
import { liftOf, type ArgSlots, type Lift } from './lift.ts';
import type { Process } from './process.ts';

/** Undefined: the call may go on. WAIT: the process is parked until there is an answer, and the call is served again. */
export type Asking = (process: Process, frame: Frame, descriptor: Descriptor) => Failure | typeof WAIT | undefined;

/**
 * How the call `name` is asked about when the descriptor in its parameter `param` stands behind a gate. The rights it
 * needs are held; what is refused in any case is not asked about.
 */
export function askingOf(name: SyscallName, param: string, need: readonly RightName[]): Asking {
  const spec: Syscall = SYSCALLS[name];
  const lifts: readonly Lift[] = Object.entries(spec.params).flatMap(([other, type], index) =>
    isHandle(type) ? [] : [liftOf(type, other, index)],
  );
  const handle = spec.params[param];
  const conditions = typeof handle === 'object' ? (handle.when ?? []) : [];
  const declined: Failure = { kind: 'declined', need };

  return (process, frame, descriptor) => {
    const { gate, root } = descriptor;
    // Opening a folder was allowed; to look through it is no more than that. What lies in it is asked about.
    if (!gate || gate.isOpen || (descriptor !== root && !name.startsWith('path_'))) return undefined;
    const answered = process.answers?.get(gate);
    if (answered !== undefined) return answered === 'once' ? undefined : declined;

    const args: ArgSlots = {};
    for (const lift of lifts) {
      const failure = lift(frame, args);
      if (failure) return failure;
    }
    for (const { param: flags, flag: one, right } of conditions) {
      if (((args[flags] as number) & flag(flags as 'oflags', one as 'creat')) === 0) continue;
      const failure = descriptor.require(rights(right), process.fds.enforced);
      if (failure) return failure;
    }
    if (!process.asker) return declined;

    const take = (answer: Answer): void => {
      if (answer === 'run') process.asOwner(() => process.fds.openGate(gate));
      else if (answer === 'never') process.withdraw(() => process.fds.revoke(root));
      else (process.answers ??= new Map()).set(gate, answer);
    };
    let wake = (): void => undefined;
    const asked = process.asker(
      {
        program: process.name,
        call: name,
        path: joined(descriptor.origin, subjectOf(name, param, args)),
        preopen: root.preopen ?? root.origin,
        folder: root.folder ?? '',
        purposes: purposesOf(name, args),
      },
      (answer) => {
        take(answer);
        wake();
      },
    );
    if (typeof asked === 'string') {
      take(asked);
      return asked === 'refuse' || asked === 'never' ? declined : undefined;
    }
    process.waitForAny((again) => {
      wake = again;
      return asked;
    });
    return WAIT;
  };
}

/** The path that a call hands in for the descriptor in `param`. */
function subjectOf(name: SyscallName, param: string, args: ArgSlots): string | undefined {
  const isSecond = param === 'new_fd' || name === 'path_symlink';
  return (isSecond ? args['new_path'] : (args['path'] ?? args['old_path'])) as string | undefined;
}

/** As a person would write it. */
function joined(origin: string, path: string | undefined): string {
  if (path === undefined || path === '.') return origin;
  return origin.endsWith('/') ? origin + path : `${origin}/${path}`;
}

const READ = rights('fd_read');
const WRITE = rights('fd_write');

const PURPOSES: Partial<Record<SyscallName, Purpose>> = {
  fd_readdir: 'list',
  fd_filestat_get: 'look',
  fd_filestat_set_times: 'stamp',
  path_create_directory: 'create-folder',
  path_filestat_get: 'look',
  path_filestat_set_times: 'stamp',
  path_link: 'link',
  path_readlink: 'look',
  path_remove_directory: 'delete-folder',
  path_rename: 'rename',
  path_symlink: 'link',
  path_unlink_file: 'delete',
};

function purposesOf(name: SyscallName, args: ArgSlots): readonly Purpose[] {
  if (name !== 'path_open') return [PURPOSES[name] ?? 'use'];
  const oflags = args['oflags'] as number;
  const wanted = args['fs_rights_base'] as Rights;
  const has = (one: 'creat' | 'trunc' | 'directory'): boolean => (oflags & flag('oflags', one)) !== 0;
  if (has('directory')) return ['list'];
  const purposes: Purpose[] = [];
  if (intersect(wanted, READ) !== NO_RIGHTS) purposes.push('read');
  if (intersect(wanted, WRITE) !== NO_RIGHTS) purposes.push('write');
  if (has('creat')) purposes.push('create');
  if (has('trunc')) purposes.push('empty');
  return purposes.length > 0 ? purposes : ['use'];
}
