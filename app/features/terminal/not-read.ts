import type { AppState } from '../../state/store.ts';
import { selectPast } from '../../state/past-terminal.ts';
import { selectIsBusy } from '../../state/run-slice.ts';

const END_OF_LINE = '\r';

/**
 * Why what is typed at the terminal is read by no program, as a sentence; undefined: it is. The keys that stop a program
 * are not meant to be read.
 */
export function notReadText(state: AppState, typed: string): string | undefined {
  if (!selectIsBusy(state)) return 'Nothing is running, so there is nothing to type to. Press Run first.';
  if (selectPast(state) && state.runPolicy?.stdin.kind === 'terminal')
    return 'The program was taken back to an earlier moment. Type another answer below, or go on to now.';
  const isMeantForReading = typed >= ' ' || typed === END_OF_LINE;
  if (!isMeantForReading) return undefined;
  switch (state.runPolicy?.stdin.kind) {
    case 'text':
      return 'This program reads the text in Input, not the keyboard.';
    case 'file':
      return 'This program reads the file chosen in Input, not the keyboard.';
    case 'empty':
      return 'This program is granted no input, so it does not read the keyboard.';
    default:
      return undefined;
  }
}
