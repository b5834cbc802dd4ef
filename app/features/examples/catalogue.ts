import type { Example as OpenedExample } from '../../services/projects/example.ts';
import { envText, quoteWords } from './typed-text.ts';

/** A program to start from: its files lie in `programs/<id>/`. */
export interface Example {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Arguments after the program's name, to begin with. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where a listening socket is granted. */
  readonly listenPort?: number;
  /** What to type when the program asks; absent when it does not read. */
  readonly stdinHint?: string;
}

/** In the order the gallery shows them; the first is what a first visit opens. */
export const EXAMPLES = [
  {
    id: 'hello',
    title: 'Hello',
    description: 'Asks for your name and greets you',
    stdinHint: 'Your name, then Enter',
  },
  {
    id: 'guess',
    title: 'Guess the number',
    description: 'A game: random numbers, input and a loop',
    stdinHint: 'A number from 1 to 100, until it is found',
  },
  {
    id: 'dialogue',
    title: 'Reading numbers',
    description: 'scanf in a loop, and what to do when it does not get a number',
    stdinHint: 'Numbers, some words among them; Ctrl-D ends',
  },
  {
    id: 'files',
    title: 'Files',
    description: 'Writes a file, appends to it, reads it back',
  },
  {
    id: 'walk',
    title: 'Directories',
    description: 'Lists everything in the project with opendir, readdir and stat',
  },
  {
    id: 'refusal',
    title: 'Refusals',
    description: 'Tries paths that were not granted and says what happened',
  },
  {
    id: 'references',
    title: 'References',
    description: 'Descriptors that cannot be made from numbers: an experiment',
  },
  {
    id: 'library',
    title: 'A library in a box',
    description: 'A library as a component that reaches only what it is handed: an experiment',
  },
  {
    id: 'spawn',
    title: 'Handing on',
    description: 'A program starts another with less than it has: an experiment',
  },
  {
    id: 'arguments',
    title: 'Arguments and environment',
    description: 'What a program is told when it starts',
    args: ['7', 'plus', '35'],
    env: { GREETING: 'Good morning' },
  },
  {
    id: 'project',
    title: 'Several files',
    description: 'A header, its implementation and a program that uses both',
  },
  {
    id: 'sorting',
    title: 'Sorting',
    description: 'qsort and bsearch with comparison functions of your own',
  },
  {
    id: 'varargs',
    title: 'A printf of your own',
    description: 'Functions with any number of arguments',
  },
  {
    id: 'setjmp',
    title: 'Errors with longjmp',
    description: 'A calculator that jumps out of deep recursion when something is wrong',
  },
  {
    id: 'brain',
    title: 'An interpreter',
    description: 'Runs programs in a language of eight characters',
  },
  {
    id: 'wordcount',
    title: 'Counting words',
    description: 'Reads a text to its end and lists the most frequent words',
    stdinHint: 'A few lines of text; Ctrl-D ends',
  },
  {
    id: 'utf8',
    title: 'Letters and bytes',
    description: 'Takes UTF-8 text apart, then a line of yours',
    stdinHint: 'A line with accents or emoji',
  },
  {
    id: 'server',
    title: 'Web server',
    description: 'Answers HTTP requests over a granted socket; send them from the HTTP panel',
    listenPort: 8080,
    stdinHint: 'Ctrl-D ends it, and so does a request for /quit',
  },
  {
    id: 'clock',
    title: 'Time',
    description: 'The date, a stopwatch and a short sleep',
  },
  {
    id: 'matrix',
    title: 'A benchmark',
    description: 'The same sums in two orders: see what optimisation and memory do',
  },
  {
    id: 'output',
    title: 'Lots of output',
    description: 'All 9,592 prime numbers below 100,000, one per line',
  },
  {
    id: 'colours',
    title: 'Colours',
    description: 'Escape sequences: styles, greys and 16 million colours',
  },
  {
    id: 'life',
    title: 'Game of Life',
    description: 'An animation in the terminal, with nanosleep between the frames',
  },
] as const satisfies readonly Example[];

export type ExampleId = (typeof EXAMPLES)[number]['id'];

const SOURCES = import.meta.glob<string>(['./programs/**/*', '!./programs/*/trial.json', '!./programs/hello/*'], {
  query: '?raw',
  import: 'default',
});
/** A first visit waits for it. */
const FIRST_SOURCES = import.meta.glob<string>('./programs/hello/*.{c,h}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The files of one example by path inside the project, loaded when they are asked for. */
async function filesOf(id: ExampleId): Promise<ReadonlyMap<string, string>> {
  const prefix = `./programs/${id}/`;
  const isOwn = ([path]: readonly [string, unknown]): boolean => path.startsWith(prefix);
  const own = [
    ...Object.entries(FIRST_SOURCES).filter(isOwn),
    ...(await Promise.all(
      Object.entries(SOURCES)
        .filter(isOwn)
        .map(async ([path, load]) => [path, await load()] as const),
    )),
  ];
  return new Map(own.map(([path, text]) => [path.slice(prefix.length), text]));
}

/** Undefined: there is none of that name. */
export async function loadExample(id: string): Promise<OpenedExample | undefined> {
  const entry: Example | undefined = EXAMPLES.find((known) => known.id === id);
  return (
    entry && {
      id,
      title: entry.title,
      description: entry.description,
      files: await filesOf(entry.id as ExampleId),
      args: quoteWords(entry.args ?? []),
      env: envText(entry.env ?? {}),
      listenPort: entry.listenPort,
    }
  );
}
