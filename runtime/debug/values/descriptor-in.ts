import type { CType } from '../c-type.ts';
import type { ValueSource } from './json-value.ts';

/** What programs call a variable that holds a descriptor. */
const FD_NAME = /(?:^|_)(?:fd|fildes|dirfd|sockfd)\d*$|^fd_|[a-z]Fd$/;
/** Where a FILE of wasi-libc holds its descriptor: after the flags and thirteen words. */
const FD_IN_FILE = 56;

/** The descriptor that a variable holds, or that the FILE has which it points at; undefined: it is no such variable. */
export function descriptorIn(
  { memory }: Pick<ValueSource, 'memory'>,
  name: string,
  type: CType,
  address: number,
): number | undefined {
  if (type.kind === 'integer') {
    if (type.bytes !== 4 || !FD_NAME.test(name)) return undefined;
    const fd = memory.view.getInt32(address, true);
    return fd >= 0 ? fd : undefined;
  }
  if (type.kind !== 'pointer' || !/(?:^| )(?:_IO_FILE|FILE)$/.test(type.target.name)) return undefined;
  const file = memory.word(address) ?? 0;
  const fd = memory.word(file + FD_IN_FILE);
  return file === 0 || fd === undefined || fd > 0xffff ? undefined : fd;
}
