import type { CStandard, DefaultGroup, Optimization, Warnings } from '../../../runtime/protocol/project.ts';
import { entriesOf, type TreeFolder } from '../../state/file-tree.ts';
import { isSource } from '../../state/paths.ts';
import type { Choice } from '../../ui/Field.tsx';

export const STANDARDS: readonly Choice<CStandard>[] = [
  { value: 'gnu17', label: 'C17 with GNU extensions' },
  { value: 'gnu23', label: 'C23 with GNU extensions' },
  { value: 'gnu11', label: 'C11 with GNU extensions' },
  { value: 'gnu99', label: 'C99 with GNU extensions' },
  { value: 'gnu89', label: 'C89 with GNU extensions' },
  { value: 'c23', label: 'C23' },
  { value: 'c17', label: 'C17' },
  { value: 'c11', label: 'C11' },
  { value: 'c99', label: 'C99' },
  { value: 'c89', label: 'C89' },
];

export const OPTIMIZATIONS: readonly Choice<Optimization>[] = [
  { value: '-O0', label: '-O0, as written' },
  { value: '-O1', label: '-O1, quick to build' },
  { value: '-O2', label: '-O2, fast' },
  { value: '-O3', label: '-O3, faster, larger' },
  { value: '-Os', label: '-Os, small' },
];

export const WARNING_LEVELS: readonly Choice<Warnings>[] = [
  { value: 'none', label: 'None' },
  { value: 'default', label: 'The compiler’s own' },
  { value: 'all', label: 'All the useful ones (-Wall)' },
  { value: 'extra', label: 'Strict (-Wall -Wextra)' },
];

export const DEFAULT_GROUPS: Readonly<Record<DefaultGroup, string>> = {
  emulation: 'Signals, clock(), getpid() and mmap(), imitated',
  longDouble: 'printf and scanf of long double',
  setjmp: 'setjmp() and longjmp()',
  stack: 'A stack of 8 MiB that cannot overflow silently',
  compat: 'Functions that libc lacks here, and sentences for the impossible ones',
  checks: 'Errors for what would trap: mismatched declarations',
};

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
