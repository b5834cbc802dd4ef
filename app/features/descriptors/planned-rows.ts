import {
  CONNECTION_RIGHTS,
  INPUT_RIGHTS,
  LISTENING_SOCKET_RIGHTS,
  OUTPUT_RIGHTS,
} from '../../../runtime/abi/applicable-rights.ts';
import type { Filetype } from '../../../runtime/abi/flags.ts';
import type { RightName } from '../../../runtime/abi/rights.ts';
import type { Policy } from '../../../runtime/policy/policy.ts';
import type { DescriptorRow, RowRights } from '../../../runtime/trace/descriptor-row.ts';

const NONE: RowRights = { base: [], inheriting: [] };

/** The descriptors that a program would start with under `policy`. */
export function plannedRows(policy: Policy): readonly DescriptorRow[] {
  const { preopens, listen, stdin } = policy;
  const std = (fd: number, origin: string, base: readonly RightName[], kind: Filetype = 'character_device') =>
    planned(fd, origin, {
      kind,
      rights: { base, inheriting: [] },
    });
  return [
    std(0, 'stdin', INPUT_RIGHTS, stdin.kind === 'terminal' ? 'character_device' : 'unknown'),
    std(1, 'stdout', OUTPUT_RIGHTS),
    std(2, 'stderr', OUTPUT_RIGHTS),
    ...preopens.map(({ guest, folder, base, inheriting, ask }, i) =>
      planned(3 + i, guest, {
        kind: 'directory',
        path: folder,
        preopen: guest,
        rights: { base, inheriting },
        ask: ask ? 'asks' : undefined,
      }),
    ),
    ...listen.map(({ port }, i) =>
      planned(3 + preopens.length + i, `listen:${port}`, {
        kind: 'socket_stream',
        rights: { base: LISTENING_SOCKET_RIGHTS, inheriting: CONNECTION_RIGHTS },
      }),
    ),
  ];
}

function planned(
  fd: number,
  origin: string,
  row: Pick<DescriptorRow, 'kind' | 'rights'> & Partial<DescriptorRow>,
): DescriptorRow {
  return {
    // No descriptor yet: what is opened on one of these rows must not stay open on a row of the run.
    id: -1 - fd,
    fd,
    origin,
    path: undefined,
    first: row.rights,
    withdrawn: NONE,
    isRevoked: false,
    offset: undefined,
    flags: [],
    preopen: undefined,
    parent: undefined,
    from: undefined,
    ask: undefined,
    ...row,
  };
}
