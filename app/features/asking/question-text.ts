import type { Purpose, Question } from '../../../runtime/policy/question.ts';

const OPENING: Partial<Record<Purpose, string>> = {
  read: 'read',
  write: 'write to',
  create: 'create, if it is not there,',
  empty: 'empty',
};

const DOING: Partial<Record<Purpose, string>> = {
  list: 'see what is in',
  look: 'look at',
  stamp: 'change the times of',
  'create-folder': 'create the folder',
  delete: 'delete',
  'delete-folder': 'delete the folder',
  rename: 'rename or move',
  link: 'make a link at',
  use: 'use',
};

/** What the program wants, without its object: `read and write to`. */
export function wishText({ purposes }: Question): string {
  const [first = 'use'] = purposes;
  const doing = DOING[first];
  if (doing !== undefined) return doing;
  const words = purposes.flatMap((purpose) => OPENING[purpose] ?? []);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
