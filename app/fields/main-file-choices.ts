import { entriesOf, type TreeFolder } from '../state/file-tree.ts';
import { isSource } from '../state/paths.ts';
import type { Choice } from '../ui/Field.tsx';

/** More than a list can show to any use. */
const MOST_SOURCES = 500;

/** `chosen` stays a choice when the file is gone, so that the form shows what is set. */
export function mainFileChoices(tree: TreeFolder, chosen: string): readonly Choice<string>[] {
  const sources: string[] = [];
  for (const { path, kind } of entriesOf(tree)) {
    if (kind !== 'folder' && isSource(path)) sources.push(path);
    if (sources.length === MOST_SOURCES) break;
  }
  const isListed = chosen === '' || sources.includes(chosen);
  return [
    { value: '', label: 'The file in view' },
    ...(isListed ? [] : [{ value: chosen, label: `${chosen} (not in the list of files)` }]),
    ...sources.map((path) => ({ value: path, label: path })),
  ];
}
