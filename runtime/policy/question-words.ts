import { visible } from '../base/visible-text.ts';
import type { NamedPath, Purpose, Question } from './question.ts';
import { reachInWords } from './reach.ts';

/** A piece of what the program wants: words, or a path. */
export interface WishPart {
  readonly text: string;
  readonly isPath: boolean;
}

type Asked = Omit<Question, 'id'>;

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
  use: 'use',
};

/** What the program wants: `read and write to /notes.txt`, with every path that it is about. */
export function wishOf(question: Asked): readonly WishPart[] {
  const { purposes, other } = question;
  const own = shown(question);
  switch (purposes[0]) {
    case 'rename': {
      const [from, to] = other?.is === 'from' ? [shown(other), own] : [own, other ? shown(other) : []];
      return [said('move'), ...from, said('to'), ...to, ...replaced(question)];
    }
    case 'link': {
      if (other?.is === 'target') return [said('create'), ...own, said(', a symbolic link to'), ...shown(other)];
      const [from, to] = other?.is === 'from' ? [shown(other), own] : [own, other ? shown(other) : []];
      return [said('give'), ...from, said('the second name'), ...to, said(', a hard link')];
    }
    default:
      return [said(doing(purposes)), ...own];
  }
}

/** As `wishOf`, on one line. */
export function wishText(question: Asked): string {
  return wishOf(question)
    .map(({ text }) => text)
    .join(' ')
    .replaceAll(' ,', ',');
}

/** What an answer lets happen beyond the call itself, a sentence each. */
export function consequences({ afterwards, whole, purposes }: Asked): readonly string[] {
  const it = purposes[0] === 'link' ? 'the file' : 'what it moves';
  return [
    ...(afterwards === undefined
      ? []
      : [`Afterwards the program can ${AFTERWARDS[afterwards]} ${it} through another folder, and does not ask.`]),
    'Once: this call, and what it opens until that is closed.',
    `For this run: all that this folder is granted, which is ${reachInWords({ level: whole, asks: false })}.`,
  ];
}

const AFTERWARDS: Readonly<Record<NonNullable<Question['afterwards']>, string>> = {
  read: 'read',
  change: 'change',
  'read-and-change': 'read and change',
};

function doing(purposes: readonly Purpose[]): string {
  const [first = 'use'] = purposes;
  const words = purposes.flatMap((purpose) => OPENING[purpose] ?? []);
  if (words.length === 0) return DOING[first] ?? 'use';
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function replaced({ replaces }: Asked): readonly WishPart[] {
  return replaces === undefined
    ? []
    : [said(`, and replace the ${replaces === 'link' ? 'symbolic link' : replaces} that is there`)];
}

function shown({ path, leadsTo }: NamedPath): readonly WishPart[] {
  const whole = [{ text: visible(path), isPath: true }];
  return leadsTo === undefined ? whole : [...whole, said(', which is'), { text: visible(leadsTo), isPath: true }];
}

function said(text: string): WishPart {
  return { text, isPath: false };
}
