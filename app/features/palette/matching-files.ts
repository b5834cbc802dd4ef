import { entriesOf, type TreeFolder } from '../../state/file-tree.ts';
import { fileName } from '../../state/paths.ts';

/** How well a file answers what was typed, best first. */
const RANKS = ['name begins', 'name holds', 'path holds', 'letters in order'] as const;

/** Paths of the files that what was typed may mean, the likeliest first, and no more than `most`. */
export function matchingFiles(tree: TreeFolder, typed: string, most: number): readonly string[] {
  const wanted = typed
    .trim()
    .toLowerCase()
    .replace(/^open\s+/, '');
  const found = RANKS.map((): string[] => []);
  for (const { path, kind } of entriesOf(tree)) {
    if (kind === 'folder') continue;
    const ranked = found[rankOf(path.toLowerCase(), wanted)];
    if (ranked && ranked.length < most) ranked.push(path);
    if (found[0]?.length === most) break;
  }
  return found.flat().slice(0, most);
}

/** A place in `RANKS`; -1: it is none of them. */
function rankOf(path: string, wanted: string): number {
  const name = fileName(path);
  if (name.startsWith(wanted)) return 0;
  if (name.includes(wanted)) return 1;
  if (path.includes(wanted)) return 2;
  let at = 0;
  for (const letter of wanted) {
    at = path.indexOf(letter, at) + 1;
    if (at === 0) return -1;
  }
  return 3;
}
