import { folderOf } from '../../base/file-name.ts';
import { distance } from '../report/folder-distance.ts';
import type { Guidance } from '../report/guidance.ts';
import { chooseMain, mainNote, type MainChoice } from '../build/program-files.ts';
import type { ObjectSymbols } from './object-symbols.ts';

/** A source of a link that failed, with what its object says; undefined where it cannot be read. */
export interface LinkedSource {
  readonly path: string;
  readonly symbols: ObjectSymbols | undefined;
}

/** Names that an object with a main() of any type defines. */
export const MAIN_NAMES: readonly string[] = ['main', '__main_argc_argv', '__main_void', '__original_main'];

export function hasMain({ symbols }: LinkedSource): boolean {
  return MAIN_NAMES.some((name) => symbols?.defined.includes(name) === true);
}

/**
 * The files without which the link may succeed, when it failed because several of them define the same: a second main(), or
 * functions of another program of the project, whose files lie farther from the main() that is meant. `hasOthers`: files with a main() were
 * left out before.
 */
export function superfluous(
  sources: readonly LinkedSource[],
  choice: MainChoice,
  hasOthers: boolean,
  guidance: Guidance,
): { readonly paths: ReadonlySet<string>; readonly note: string } {
  const mains = sources.filter(hasMain).map(({ path }) => path);
  const main = chooseMain(mains, choice);
  const paths = new Set(mains.filter((path) => path !== main));
  const note = mains.length > 1 ? mainNote(main, mains, choice, guidance) : '';
  if (!hasOthers && mains.length < 2) return { paths, note };
  const nearest = new Map<string, number>();
  const rest = sources.filter(({ path }) => !paths.has(path));
  const distanceOf = ({ path }: LinkedSource): number => distance(folderOf(path), folderOf(main));
  for (const source of rest)
    for (const name of source.symbols?.defined ?? [])
      nearest.set(name, Math.min(nearest.get(name) ?? Infinity, distanceOf(source)));
  for (const source of rest) {
    const isFarther = source.symbols?.defined.some((name) => (nearest.get(name) ?? Infinity) < distanceOf(source));
    if (isFarther === true && source.path !== main) paths.add(source.path);
  }
  return { paths, note };
}

/** Of the files that were left out, those without a main() that define one of `wanted`, and what these want in turn. */
export function missing(leftOut: readonly LinkedSource[], wanted: readonly string[]): readonly LinkedSource[] {
  const names = new Set(wanted);
  const found = new Set<LinkedSource>();
  const candidates = leftOut.filter((source) => !hasMain(source));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const source of candidates) {
      if (found.has(source) || source.symbols?.defined.some((name) => names.has(name)) !== true) continue;
      found.add(source);
      for (const name of source.symbols.undefined) names.add(name);
    }
  }
  return [...found];
}
