import { headerSentence } from './headers-not-here.ts';
import type { Diagnostic, Explanation } from '../../project/diagnostic.ts';
import { explainMistake } from '../mistakes/explain-mistake.ts';
import type { Guidance } from './guidance.ts';
import type { LineOf } from './parse-diagnostics.ts';

/** Functions that Borland and Microsoft added to C, as our library has them (sysroot/src/borland.c); no header declares them. */
const BORLAND: readonly (readonly [name: string, declaration: string])[] = [
  ['strrev', 'char *strrev(char *)'],
  ['strlwr', 'char *strlwr(char *)'],
  ['strupr', 'char *strupr(char *)'],
  ['stricmp', 'int stricmp(const char *, const char *)'],
  ['strcmpi', 'int strcmpi(const char *, const char *)'],
  ['strnicmp', 'int strnicmp(const char *, const char *, size_t)'],
  ['itoa', 'char *itoa(int, char *, int)'],
  ['ltoa', 'char *ltoa(long, char *, int)'],
  ['ultoa', 'char *ultoa(unsigned long, char *, int)'],
];

/** What clang says of things that are so only here, and the sentence that it cannot know. */
const EXPLANATIONS: readonly (readonly [RegExp, string | ((guidance: Guidance) => string)])[] = [
  ...BORLAND.map(
    ([name, declaration]) =>
      [
        new RegExp(`^call to undeclared (library )?function '${name}'`),
        `${name}() is not part of C; Borland’s and Microsoft’s libraries have it. It works here when you declare it yourself: ${declaration};`,
      ] as const,
  ),
  [
    /^call to undeclared function '_?(getch|getche|ungetch|kbhit|putch|cputs|cprintf|cgets|cscanf)'|^call to undeclared function '(clrscr|clreol|gotoxy|wherex|wherey|textcolor|textbackground|textattr|textmode|delline|insline|highvideo|lowvideo|normvideo|_setcursortype)'/,
    'getch(), clrscr() and the like are declared in <conio.h>, which works here: put #include <conio.h> at the top of the file. Old DOS compilers did without',
  ],
  [
    /^use of undeclared identifier 'FE_(DOWNWARD|UPWARD|TOWARDZERO)'/,
    'WebAssembly rounds to the nearest value and in no other way, so <fenv.h> names no other. For a bound below or above a result, take its neighbour with nextafter() from <math.h>',
  ],
  [
    /^use of undeclared identifier 'FE_(DIVBYZERO|INEXACT|INVALID|OVERFLOW|UNDERFLOW)'/,
    'WebAssembly does not note what happened in a computation with floating-point numbers, so <fenv.h> has no name for it. Look at the result with isnan() and isinf() from <math.h>',
  ],
  [
    /^use of undeclared identifier '(FPE_(INTDIV|INTOVF|FLTDIV|FLTOVF|FLTUND|FLTRES|FLTINV|FLTSUB)|ILL_(ILLOPC|ILLOPN|ILLADR|ILLTRP|PRVOPC|PRVREG|COPROC|BADSTK)|SEGV_(MAPERR|ACCERR)|BUS_(ADRALN|ADRERR|OBJERR))'/,
    'A division by zero or a bad pointer raises no signal here that a program could handle: it ends the program, with a sentence that names the line. Check the value before it is used',
  ],
  [
    /^cannot use '(throw|try)' with exceptions disabled/,
    'C++ runs here without exceptions: the WebAssembly libraries have no run-time support for them. Return an error instead, or use std::optional',
  ],
  [
    /^'setjmp\.h' file not found|setjmp is not supported/i,
    'setjmp() and longjmp() are switched off in this project’s settings',
  ],
  [
    /^length modifier 'I64' results|^invalid conversion specifier 'I'/,
    '%I64d works here as on Windows. Standard C is %lld (and %llu, %llx, %lli, %llo), which works everywhere',
  ],
  [
    /^unsupported option '-m(arch|tune|cpu|32|64|sse|avx)/,
    'The program is compiled for WebAssembly, not for an x86 or ARM processor: remove the flag (-msimd128 switches on vectors)',
  ],
  [
    /^cannot open file '.*': Capabilities insufficient/,
    'It lies outside of the project, which is all that the compiler can read. Add the file to the project',
  ],
  [
    /^UTF-(16|32) .*byte order mark detected/,
    'The compiler reads UTF-8. Windows programs call UTF-16 “Unicode”: save the file as UTF-8',
  ],
  [
    /undefined symbol: (main|__main_void|__main_argc_argv|__original_main)\b/,
    'No file of the project defines main(), so there is nothing to start',
  ],
  [
    /undefined symbol: \w+/,
    ({ addLibrary }) => `It is declared and used, and no file of the project or library defines it. ${addLibrary}`,
  ],
  [
    /function signature mismatch: (main|__main_argc_argv)\b/,
    'With -flto, main must be int main(void) or int main(int argc, char **argv)',
  ],
  [
    /function signature mismatch: \w+/,
    'It is called with other types than it was defined with, which traps when the call is made. Declare it the same way everywhere, best in a header',
  ],
];

/** What a diagnostic means: first what is so only here, then what is so everywhere; undefined where there are no words for it. */
export function explanationOf(diagnostic: Diagnostic, guidance: Guidance, lineOf: LineOf): Explanation | undefined {
  const found = EXPLANATIONS.find(([pattern]) => pattern.test(diagnostic.message))?.[1];
  const header = /^'(.+?)' file not found/.exec(diagnostic.message)?.[1];
  const sentence =
    (typeof found === 'function' ? found(guidance) : found) ??
    (header === undefined ? undefined : headerSentence(header));
  return sentence === undefined ? explainMistake(diagnostic, guidance, lineOf)?.explanation : { meaning: sentence };
}

/** The diagnostic with its explanation, if there is one. */
export function explained(diagnostic: Diagnostic, guidance: Guidance, lineOf: LineOf = () => undefined): Diagnostic {
  const explanation = explanationOf(diagnostic, guidance, lineOf);
  return explanation ? { ...diagnostic, explanation } : diagnostic;
}

export function withMeaning(diagnostic: Diagnostic, meaning: string): Diagnostic {
  return { ...diagnostic, explanation: { meaning } };
}

/** The explanation for a terminal, after what the tool itself printed. */
export function explanationLine({ meaning, advice }: Explanation): string {
  return `${PLAINLY}${meaning}${advice === undefined ? '' : `. ${advice}`}\n`;
}

const PLAINLY = '\x1b[1;36mIn plain words: \x1b[0m';

/** A remark of our own on a line of the terminal. */
export function noteLine(sentence: string): string {
  return `\x1b[1;36mnote: \x1b[0m${sentence}\n`;
}
