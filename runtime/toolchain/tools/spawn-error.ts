import { errnoText } from '../../abi/errno.ts';
import { errnoOf } from '../../abi/failure.ts';
import type { GrantError } from '../../capability/grant.ts';

/** Why a process was not made, in words. */
export function spawnErrorText(error: GrantError): string {
  if (error.kind === 'port')
    return `The program was to listen on port ${error.port}, where another program listens already`;
  return `The program was to be granted ${error.folder}, which cannot be opened: ${errnoText(errnoOf(error.why))}`;
}
