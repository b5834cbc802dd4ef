import type { Breakpoint } from '../../../runtime/stops/stop.ts';

/** Where it is, and what it does. */
export function breakpointText({ file, line, condition, from, print }: Breakpoint): string {
  const when = condition === undefined ? '' : `, where ${condition}`;
  const count = from === undefined ? '' : `, from time ${from} on`;
  return `${file}:${line}${when}${count}${print === undefined ? '' : `, prints “${print}”`}`;
}

/** A breakpoint from what was typed; a field that is empty, or no count, says nothing. */
export function withFields(
  at: Pick<Breakpoint, 'file' | 'line'>,
  condition: string,
  from: string,
  print: string,
): Breakpoint {
  const count = Number(from);
  return {
    ...at,
    ...(condition !== '' && { condition }),
    ...(Number.isInteger(count) && count > 1 && { from: count }),
    ...(print !== '' && { print }),
  };
}
