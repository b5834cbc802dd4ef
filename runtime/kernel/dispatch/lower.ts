import { resultAt, writeU64, type Frame } from '../../abi/frame.ts';
import { fdstat, filestat, prestat, type Fdstat, type Filestat, type Prestat } from '../../abi/layout.ts';
import type { ResultType } from '../../abi/syscalls.ts';

/** Puts one result in the reply. */
export type Lower = (frame: Frame, results: Readonly<Record<string, unknown>>) => void;

/** The lowering of the result `name` in slot `index`, chosen once. What handlers return was typed by the table. */
export function lowerOf(type: ResultType, name: string, index: number): Lower {
  const at = resultAt(index);
  switch (type) {
    case 'fd':
    case 'size':
    case 'roflags':
      return (frame, results) => frame.view.setUint32(at, results[name] as number, true);
    case 'filesize':
      return (frame, results) => writeU64(frame.view, at, results[name] as number);
    case 'timestamp':
      return (frame, results) => frame.view.setBigUint64(at, results[name] as bigint, true);
    case 'filestat':
      return (frame, results) => filestat.write(frame.view, at, results[name] as Filestat);
    case 'fdstat':
      return (frame, results) => fdstat.write(frame.view, at, results[name] as Fdstat);
    case 'prestat':
      return (frame, results) => prestat.write(frame.view, at, results[name] as Prestat);
  }
}
