import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { Asker } from '../kernel/permission/asker.ts';
import { visible } from '../base/visible-text.ts';
import type { Answer, Question } from '../policy/question.ts';
import { consequences, wishText } from '../policy/question-words.ts';

const ANSWERS: Readonly<Record<string, Answer>> = { o: 'once', a: 'run', r: 'refuse', n: 'never' };

/**
 * Asks at the terminal that the command was started from, even where its input and output are redirected. Without one
 * no user can be asked, and the answer is no.
 */
export const askAtTerminal: Asker = (question) => {
  let terminal: number;
  try {
    terminal = openSync('/dev/tty', 'r+');
  } catch {
    return 'refuse';
  }
  try {
    return askOn(question, {
      say: (text) => void writeSync(terminal, text),
      hear: () => readLine(terminal),
    });
  } finally {
    closeSync(terminal);
  }
};

/** A person to speak with. `hear` is undefined when nothing more comes. */
export interface Conversation {
  readonly say: (text: string) => void;
  readonly hear: () => string | undefined;
}

/** Asks until it is an answer; hanging up is a refusal. */
export function askOn(question: Omit<Question, 'id'>, person: Conversation): Answer {
  const { program, call, folder } = question;
  person.say(`${visible(program)} wants to ${wishText(question)} (${call} through ${visible(folder)})\n`);
  for (const sentence of consequences(question)) person.say(`${sentence}\n`);
  for (;;) {
    person.say('[o]nce, [a]llow for this run, [r]efuse, [n]ever in this run? ');
    const line = person.hear();
    if (line === undefined) return 'refuse';
    const answer = ANSWERS[line.trim().toLowerCase().slice(0, 1)];
    if (answer !== undefined) return answer;
  }
}

function readLine(terminal: number): string | undefined {
  const bytes = new Uint8Array(256);
  const count = readSync(terminal, bytes);
  return count === 0 ? undefined : new TextDecoder().decode(bytes.subarray(0, count));
}
