import { flag } from '../../abi/flags.ts';
import { rights } from '../../abi/rights.ts';
import { assemble, CODE, type ImportedFunction } from './assemble-fixture.ts';

const PREVIEW1 = 'wasi_snapshot_preview1';
const IMPORTS: readonly ImportedFunction[] = [
  {
    module: PREVIEW1,
    name: 'path_open',
    params: ['i32', 'i32', 'i32', 'i32', 'i32', 'i64', 'i64', 'i32', 'i32'],
    result: true,
  },
  { module: PREVIEW1, name: 'fd_write', params: 4, result: true },
  { module: 'wasi_unstable', name: 'fd_seek', params: ['i32', 'i64', 'i32', 'i32'], result: true },
  { module: PREVIEW1, name: 'fd_tell', params: 2, result: true },
  { module: PREVIEW1, name: 'proc_exit', params: 1, result: false },
];
const [PATH_OPEN, FD_WRITE, FD_SEEK, FD_TELL, PROC_EXIT] = [0, 1, 2, 3, 4];
/** Where the two dialects number the whences differently: this is the older one's `set`. */
const UNSTABLE_SET = 2;
const [PATH, IOVEC, BYTES, COUNT, OFFSET, FD] = [16, 64, 80, 96, 104, 112];
const DIR = 3;

/**
 * A module that writes a file by one dialect until its writes are queued, moves by the other, and exits with the offset that
 * the first one then tells.
 */
export function bothDialects(path: string, offset: number): Uint8Array<ArrayBuffer> {
  const { i32, i64, call, drop, store, load } = CODE;
  const fd = [...i32(FD), ...load];
  const letters = [...new TextEncoder().encode(path)];
  const write = [...fd, ...i32(IOVEC), ...i32(1), ...i32(COUNT), ...call(FD_WRITE), ...drop];
  return assemble(IMPORTS, [
    letters.flatMap((letter, i) => [...i32(PATH + i), ...i32(letter), ...store]),
    [...i32(IOVEC), ...i32(BYTES), ...store, ...i32(IOVEC + 4), ...i32(8), ...store],
    [...i32(DIR), ...i32(1), ...i32(PATH), ...i32(letters.length), ...i32(flag('oflags', 'creat'))],
    [...i64(Number(rights('fd_write', 'fd_seek', 'fd_tell'))), ...i64(0), ...i32(0), ...i32(FD)],
    [...call(PATH_OPEN), ...drop],
    ...Array.from({ length: 10 }, () => write),
    [...fd, ...i64(offset), ...i32(UNSTABLE_SET), ...i32(OFFSET), ...call(FD_SEEK), ...drop],
    [...fd, ...i32(OFFSET), ...call(FD_TELL), ...drop],
    [...i32(OFFSET), ...load, ...call(PROC_EXIT)],
  ]);
}
