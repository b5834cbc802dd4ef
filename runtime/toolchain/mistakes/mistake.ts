import type { Diagnostic } from '../../project/diagnostic.ts';
import type { Guidance } from '../report/guidance.ts';

/** What a row sees of the diagnostic that it explains. */
export interface Seen {
  /** What `says` matched, group by group; a group that is not there is empty. */
  readonly match: readonly string[];
  readonly diagnostic: Diagnostic;
  /** The line of the program, without the blanks around it; empty where it is not known. */
  readonly code: string;
  /** The line up to the place, and from the place on. */
  readonly before: string;
  readonly after: string;
  /** The last line above that is not empty, without the blanks around it. */
  readonly above: string;
  /** Any line of the same file by its number, from 1. */
  readonly line: (number: number) => string | undefined;
  readonly isC: boolean;
  readonly guidance: Guidance;
}

type Wording = string | ((seen: Seen) => string);

/** Where the lines of an example stand: in main() after `#include <stdio.h>`, after that line, or alone. */
export type Frame = 'main' | 'file' | 'alone';

/** One mistake: the diagnostic that gives it away, what that means, and a program that provokes it. */
export interface Mistake {
  readonly name: string;
  /** clang's message, or its beginning. */
  readonly says: RegExp;
  /** Of several rows whose `says` matches, the first counts whose `when` holds. */
  readonly when?: (seen: Seen) => boolean;
  readonly means: Wording;
  readonly advice: Wording;
  /** Lines with the mistake, and the same lines without: what a reader is shown, and what the test compiles. */
  readonly wrong: string;
  readonly right: string;
  readonly frame?: Frame;
  /** Headers besides <stdio.h>. */
  readonly headers?: readonly string[];
  /** Further flags with which alone clang says it. */
  readonly flags?: string;
}

/** The whole program of an example. */
export function programOf({ frame = 'main', headers = [] }: Mistake, lines: string): string {
  if (frame === 'alone') return `${lines}\n`;
  const includes = ['stdio.h', ...headers].map((header) => `#include <${header}>\n`).join('');
  if (frame === 'file') return `${includes}\n${lines}\n`;
  const body = lines.split('\n').map((line) => (line === '' ? '' : `  ${line}`));
  return `${includes}\nint main(void) {\n${body.join('\n')}\n  return 0;\n}\n`;
}
