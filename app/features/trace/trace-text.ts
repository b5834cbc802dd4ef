import type { Filetype } from '../../../runtime/abi/flags.ts';
import type { WalkStep } from '../../../runtime/abi/walk.ts';
import type { ExplanationKind } from '../../../runtime/trace/explain.ts';
import type { OutcomeKind } from '../../../runtime/trace/query.ts';
import type { Column } from '../../ui/RowWindow.tsx';

export const COLUMNS: readonly Column[] = [
  { id: 'time', name: 'ms' },
  { id: 'call', name: 'Call' },
  { id: 'arguments', name: 'Arguments' },
  { id: 'result', name: 'Result' },
  { id: 'path', name: 'Path' },
  { id: 'line', name: 'C line' },
];

export const OUTCOME_NAMES: Readonly<Record<OutcomeKind, string>> = {
  ok: 'Succeeded',
  refused: 'Refused',
  error: 'Failed',
  waiting: 'Waiting',
};

/** Colour never speaks alone. */
export const OUTCOME_MARKS: Readonly<Record<OutcomeKind, string>> = { ok: '→', refused: '⊘', error: '✕', waiting: '…' };

/** How many of the calls are shown, and how many are not here any more. */
export function countText(shown: number, kept: number, missing: number): string {
  const n = (count: number): string => count.toLocaleString('en');
  const calls = kept === 1 ? '1 call' : `${n(kept)} calls`;
  const some = shown === kept ? calls : `${n(shown)} of ${calls}`;
  return missing === 0 ? some : `${some}, ${n(missing)} older dropped`;
}

/** What the list teaches while it is empty. */
export function emptyText(isTracing: boolean, isFiltered: boolean): string {
  if (isFiltered) return 'No call fits the filter.';
  return isTracing
    ? 'Run the program: each of its system calls shows here, with the C line that made it.'
    : 'Switch on Record calls, then run the program: each of its system calls shows here, with the C line that made it.';
}

export const WHY_TITLES: Readonly<Record<ExplanationKind, string>> = {
  'no-preopen': 'Why was this refused? No preopen matched',
  'stepped-outside': 'Why was this refused? The path steps outside',
  'right-missing': 'Why was this refused? A right is missing',
  'reported-otherwise': 'Why was this refused? A right is missing, and C sees another error',
  'wrong-kind': 'Why did this fail? It is not that kind of thing',
  'not-there': 'Why did this fail? The file is not there',
};

/** What became of one component of a path. */
export function stepText(step: WalkStep): string {
  switch (step.did) {
    case 'entered':
      return 'a folder';
    case 'found':
      return FILETYPE_WORDS[step.kind];
    case 'went-back':
      return 'back to the folder it came from';
    case 'followed-link':
      return `a symbolic link to ${step.target}`;
    case 'found-nothing':
      return 'not there';
    case 'stepped-out':
      return step.name === '/' ? 'the top, which is outside: refused' : 'above the start: refused';
  }
}

const FILETYPE_WORDS: Readonly<Record<Filetype, string>> = {
  unknown: 'something',
  block_device: 'a device',
  character_device: 'a device',
  directory: 'a folder',
  regular_file: 'a file',
  socket_dgram: 'a socket',
  socket_stream: 'a socket',
  symbolic_link: 'a symbolic link',
};
