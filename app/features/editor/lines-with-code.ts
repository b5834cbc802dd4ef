import type { Breakpoint, PlacedBreakpoint } from '../../../runtime/stops/stop.ts';

/** Breakpoints where they really stop, with a sentence about those that were moved there; undefined: none was. */
export function onLinesWithCode(
  breakpoints: readonly Breakpoint[],
  moved: readonly PlacedBreakpoint[],
): { readonly breakpoints: readonly Breakpoint[]; readonly text: string } | undefined {
  const said: string[] = [];
  const placed = new Map<string, Breakpoint>();
  for (const one of breakpoints) {
    const at = moved.find(({ file, line }) => file === one.file && line === one.line)?.at;
    const line = at ?? one.line;
    // One that a person has set there goes first.
    const key = `${one.file}:${line}`;
    if (at === undefined || !placed.has(key)) placed.set(key, { ...one, line });
    if (at !== undefined)
      said.push(`Line ${one.line} of ${one.file} has no code: its breakpoint is at line ${at} now.`);
  }
  return said.length === 0 ? undefined : { breakpoints: [...placed.values()], text: said.join(' ') };
}
