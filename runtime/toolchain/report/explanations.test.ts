import { beforeAll, expect, it } from 'vitest';
import type { Diagnostic } from '../../project/diagnostic.ts';
import { loadMistakes } from '../mistakes/explain-mistake.ts';
import { explained } from './explanations.ts';
import { PAGE_GUIDANCE } from './guidance.ts';

function diagnostic(message: string): Diagnostic {
  return { severity: 'error', message, flag: undefined, place: undefined, notes: [], fixits: [] };
}

beforeAll(loadMistakes);

it.each([
  ["cannot use 'throw' with exceptions disabled", 'without exceptions'],
  ["call to undeclared function 'clrscr'; ISO C99 and later do not support it", '#include <conio.h>'],
  ["call to undeclared function '_getch'; ISO C99 and later do not support it", '#include <conio.h>'],
  ["use of undeclared identifier 'FE_DOWNWARD'", 'rounds to the nearest'],
  ["use of undeclared identifier 'FE_DIVBYZERO'", 'isnan()'],
  ["use of undeclared identifier 'FPE_INTDIV'", 'raises no signal'],
  ["use of undeclared identifier 'BUS_ADRALN'", 'raises no signal'],
  ["only one parameter on 'main' declaration", 'int main(void)'],
  ['undefined symbol: half, used in main.c', 'no file of the project or library defines it'],
  ['undefined symbol: main, used in crt1.o', 'nothing to start'],
  ['function signature mismatch: half', 'other types'],
])('%s is explained', (message, part) => {
  expect(explained(diagnostic(message), PAGE_GUIDANCE).explanation?.meaning).toContain(part);
});

it.each(['BUS_STOP', 'ILL_HEALTH', 'FPE_INT'])('%s is no name of a signal’s cause', (name) => {
  const { explanation } = explained(diagnostic(`use of undeclared identifier '${name}'`), PAGE_GUIDANCE);
  expect(explanation?.meaning).not.toContain('raises no signal');
});

it('leaves alone what clang explains well enough', () => {
  const plain = diagnostic('unknown warning option -Wnothing');
  expect(explained(plain, PAGE_GUIDANCE)).toEqual(plain);
});
