import type { Breakpoint } from './stop.ts';

/** More of them no person sets, and a longer text no person reads. */
const MOST = 256;
const MOST_CHARACTERS = 500;

/** Breakpoints from outside: what is none is left out. */
export function readBreakpoints(value: unknown): readonly Breakpoint[] {
  if (!Array.isArray(value)) return [];
  return value
    .slice(0, MOST)
    .flatMap((one: Partial<Record<keyof Breakpoint, unknown>> | null): readonly Breakpoint[] => {
      if (typeof one !== 'object' || one === null) return [];
      const { file, line, condition, from, print } = one;
      if (!isText(file) || !isCount(line)) return [];
      return [
        {
          ...{ file, line },
          ...(isText(condition) && { condition }),
          ...(isCount(from) && { from }),
          ...(isText(print) && { print }),
        },
      ];
    });
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}
