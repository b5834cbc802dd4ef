import { isHandle, SYSCALLS, type Handle, type ParamType, type SyscallName } from '../abi/syscalls.ts';
import type { ProgramMemory } from './program-memory.ts';

type Call = (...raw: (number | bigint)[]) => unknown;

/**
 * The system calls, which also mark what they write into the program's buffers: everything else that they write, libc has
 * asked for in variables of its own. `wrote` hears of the same.
 */
export function markedResults<F>(
  calls: Readonly<Record<string, F>>,
  memoryOf: () => ProgramMemory | undefined,
  wrote: (address: number, bytes: number) => void,
): Readonly<Record<string, F>> {
  const entries = Object.entries(calls).map(([name, call]) => {
    const at = Object.hasOwn(SYSCALLS, name) ? outputAt(name as SyscallName) : undefined;
    if (!at) return [name, call] as const;
    const inner = call as Call;
    const marking: Call = (...raw) => {
      const errno = inner(...raw);
      const memory = memoryOf();
      if (errno !== 0 || !memory) return errno;
      const [from, count] = [Number(raw[at.raw]) >>> 0, Number(raw[at.raw + 1]) >>> 0];
      const mark = (address: number, bytes: number): void => {
        memory.mark(address, bytes);
        wrote(address, bytes);
      };
      if (at.kind === 'buffer') mark(from, count);
      else markRead(memory, mark, from, count, Number(raw[at.raw + at.resultAfter]) >>> 0);
      return errno;
    };
    return [name, marking as F] as const;
  });
  return Object.fromEntries(entries);
}

/** The bytes that were read, which fill one buffer after the other. */
function markRead(
  memory: ProgramMemory,
  mark: (address: number, bytes: number) => void,
  iovecs: number,
  count: number,
  result: number,
): void {
  let left = memory.word(result) ?? 0;
  for (let i = 0; i < count && left > 0; i++) {
    const address = memory.word(iovecs + 8 * i) ?? 0;
    const length = Math.min(memory.word(iovecs + 8 * i + 4) ?? 0, left);
    mark(address, length);
    left -= length;
  }
}

interface Output {
  readonly kind: 'buffer' | 'iovec_array';
  /** Which of the arguments is its address; its length follows. */
  readonly raw: number;
  /** How many arguments later the result's address stands. */
  readonly resultAfter: number;
}

const TWO: readonly string[] = ['path', 'ciovec_array', 'iovec_array', 'buffer', 'string_list'];

function outputAt(name: SyscallName): Output | undefined {
  let raw = 0;
  let found: Omit<Output, 'resultAfter'> | undefined;
  for (const type of Object.values<ParamType | Handle>(SYSCALLS[name].params)) {
    if (!isHandle(type) && (type === 'buffer' || type === 'iovec_array')) found = { kind: type, raw };
    raw += isHandle(type) ? 1 : type === 'subscriptions' ? 3 : TWO.includes(type) ? 2 : 1;
  }
  return found && { ...found, resultAfter: raw - found.raw };
}
