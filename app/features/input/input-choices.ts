import { MOST_STDIN_CHARS } from '../../../runtime/policy/parse-policy.ts';
import type { Policy, StdinPolicy } from '../../../runtime/policy/policy.ts';
import { entriesOf, type TreeFolder } from '../../state/file-tree.ts';
import { isSource } from '../../state/paths.ts';
import { decodeText } from '../../text/file-text.ts';
import type { Choice } from '../../ui/Field.tsx';

export type InputKind = StdinPolicy['kind'];

export const INPUT_KINDS: readonly Choice<InputKind>[] = [
  { value: 'terminal', label: 'From the keyboard' },
  { value: 'text', label: 'A text' },
  { value: 'file', label: 'A file of the project' },
  { value: 'empty', label: 'Nothing' },
];

export const INPUT_NOTES: Readonly<Record<InputKind, string>> = {
  terminal: 'Type into the terminal while the program runs. Ctrl+D is the end of input.',
  text: 'The program reads this text, and then the end of input.',
  file: 'The program reads what the file holds when it starts, and then the end of input.',
  empty: 'The program reads the end of input at once.',
};

/** A list of more is of no use to choose from. */
const MOST_FILES = 500;

/** The files of the project, data before sources; `chosen` stays a choice when the file is gone. */
export function inputFileChoices(files: TreeFolder, chosen: string | undefined): readonly Choice<string>[] {
  const [data, sources]: [string[], string[]] = [[], []];
  for (const { path, kind } of entriesOf(files)) {
    if (kind !== 'folder') (isSource(path) ? sources : data).push(path);
    if (data.length + sources.length === MOST_FILES) break;
  }
  const paths = [...data, ...sources];
  const isGone = chosen !== undefined && !paths.includes(chosen);
  return [
    ...(isGone ? [{ value: chosen, label: `${chosen} (not in the list of files)` }] : []),
    ...paths.map((path) => ({ value: path, label: path })),
  ];
}

/** Standard input of another kind: with the text or the file that it had before, as far as `past` knows. Undefined: there is no file. */
export function inputOfKind(
  kind: InputKind,
  past: readonly Policy[],
  choices: readonly Choice<string>[],
): StdinPolicy | undefined {
  const before = past.findLast(({ stdin }) => stdin.kind === kind)?.stdin;
  if (before) return before;
  if (kind === 'text') return { kind, text: '' };
  if (kind !== 'file') return { kind };
  const [first] = choices;
  return first && { kind, path: first.value };
}

/** The text of a file of the disk as standard input, or the sentence that says why it is not taken. */
export async function inputFromDisk(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<StdinPolicy | string> {
  // Before it is read: it may be as large as the disk.
  const why = file.size > MOST_STDIN_CHARS ? 'is larger than 1 MB' : await textOf(file);
  if (typeof why !== 'string') return { kind: 'text', text: why.text };
  return `${file.name} ${why}. Upload it to the project, and choose it here as a file of the project.`;
}

/** Its text, or why there is none. */
async function textOf(file: Pick<File, 'arrayBuffer'>): Promise<{ readonly text: string } | string> {
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    return 'cannot be read';
  }
  const text = decodeText(new Uint8Array(bytes));
  return text.ok ? { text: text.value } : 'is not a text in UTF-8';
}
