import type { Breakpoint, PlacedBreakpoint } from '../../../runtime/stops/stop.ts';

/**
 * Breakpoints where they really stop, with a sentence about those that stop at another line; undefined: none does. One that
 * stops in another function stays where it was set: its own may be left out of this program only. Where all stay, they are
 * `breakpoints` itself.
 */
export function onLinesWithCode(
  breakpoints: readonly Breakpoint[],
  moved: readonly PlacedBreakpoint[],
): { readonly breakpoints: readonly Breakpoint[]; readonly text: string } | undefined {
  const said: string[] = [];
  let hasMoved = false;
  const placed = new Map<string, Breakpoint>();
  for (const one of breakpoints) {
    const place = moved.find(({ file, line }) => file === one.file && line === one.line);
    const at = place?.at;
    const line = place?.isFar ? one.line : (at ?? one.line);
    // One that a person has set there goes first.
    const key = `${one.file}:${line}`;
    if (line === one.line || !placed.has(key)) placed.set(key, { ...one, line });
    if (line !== one.line) hasMoved = true;
    if (at === undefined) continue;
    said.push(
      place?.isFar
        ? `Line ${one.line} of ${one.file} has no code in this program: its breakpoint stops at line ${at}, in the next function.`
        : `Line ${one.line} of ${one.file} has no code: its breakpoint is at line ${at} now.`,
    );
  }
  return said.length === 0
    ? undefined
    : { breakpoints: hasMoved ? [...placed.values()] : breakpoints, text: said.join(' ') };
}
