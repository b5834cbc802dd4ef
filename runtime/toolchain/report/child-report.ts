import { mistakeLines } from '../../project/mistake.ts';
import type { JobEnd } from '../tools/machine.ts';
import type { Tools } from '../tools/tools.ts';
import { outcomeOf } from './outcome.ts';

/** Why a program that another one started did not end by itself, for the terminal; empty where it did. */
export async function childReport(
  tools: Tools | undefined,
  program: string,
  bytes: Uint8Array,
  end: JobEnd,
): Promise<string> {
  const outcome = await outcomeOf(tools, bytes, end);
  switch (outcome.kind) {
    case 'signalled':
      return `${program} was ended by ${outcome.signal}\n`;
    case 'trapped': {
      const at = outcome.stack.find(({ file, line }) => file !== undefined && line !== undefined);
      const place = at ? ` at ${at.file ?? ''}:${at.line ?? ''}` : '';
      if (outcome.mistake) return `${program} was stopped:\n${mistakeLines(outcome.mistake).join('\n')}\n`;
      return `${program} trapped${place}: ${outcome.explanation ?? outcome.message}\n`;
    }
    case 'faulted':
      return `Preopen itself failed while it ran ${program}: ${outcome.message}\n`;
    case 'not-started':
      return `${program} was not started: ${outcome.message}\n`;
    case 'exited':
      return (outcome.leaks ?? []).map((sentence) => `note: ${program}: ${sentence}.\n`).join('');
    case 'stopped':
      return '';
  }
}
