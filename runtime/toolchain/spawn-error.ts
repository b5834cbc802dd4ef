import { errnoText } from '../abi/errno.ts';
import { errnoOf } from '../abi/failure.ts';
import type { SpawnError } from '../kernel/kernel.ts';

/** Why a process was not made, in words. */
export function spawnErrorText({ folder, why }: SpawnError): string {
  return `The program was to be granted ${folder}, which cannot be opened: ${errnoText(errnoOf(why))}`;
}
