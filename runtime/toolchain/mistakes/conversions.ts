import type { Mistake, Seen } from './mistake.ts';
import { a } from './source-words.ts';

const POINTER_TO_INTEGER = /^incompatible pointer to integer conversion (initializing|assigning to|passing|returning) /;
const INTEGER_TO_POINTER = /^incompatible integer to pointer conversion (initializing|assigning to|passing|returning) /;

/** The value that the place begins with, as it is written; at an initializer, what follows the =. */
function valueOf({ after }: Seen): string {
  const value = /^\w+(?:\[\d*\])?\s*=\s*(.*)/.exec(after)?.[1] ?? after;
  return /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|&?[\w.>[\]-]+)/.exec(value)?.[0] ?? 'the value';
}

/** The two types that a message of conversion names: of the place, and of the value. */
function typesOf({ diagnostic: { message } }: Seen): { readonly place: string; readonly value: string } {
  const [, one = '', two = ''] = /'([^']+)'(?: \(aka '[^']+'\))?[^']*'([^']+)'/.exec(message) ?? [];
  const isTurned = /passing|returning/.test(message);
  return isTurned ? { place: two, value: one } : { place: one, value: two };
}

function isText(type: string): boolean {
  return /\bchar ?(?:\*|\[)/.test(type);
}

/** What is done with the value. */
function use({ diagnostic: { message } }: Seen): string {
  if (message.includes('passing')) return 'the function wants';
  if (message.includes('returning')) return 'the function returns';
  return 'the variable is';
}

/** Values of one type where another one is needed. */
export const CONVERSIONS: readonly Mistake[] = [
  {
    name: 'text in single quotes',
    says: /^character constant too long for its type$|^multi-character character constant$/,
    means: ({ after }) =>
      `Single quotes are for one character. ${/^'[^']*'?/.exec(after)?.[0] ?? 'This'} is more, and becomes a number`,
    advice: ({ after }) =>
      `Put a text into double quotes${/^'([^'"]*)'/.test(after) ? `: "${/^'([^']*)'/.exec(after)?.[1] ?? ''}"` : ''}; texts are compared with strcmp()`,
    wrong: "printf('hello\\n');",
    right: 'printf("hello\\n");',
  },
  {
    name: 'text in single quotes as a pointer',
    says: INTEGER_TO_POINTER,
    when: (seen) => isText(typesOf(seen).place) && /^'/.test(valueOf(seen)),
    means: (seen) => `${valueOf(seen)} in single quotes is one character, which is a number; ${use(seen)} a text`,
    advice: (seen) => `Write it in double quotes: "${valueOf(seen).slice(1, -1)}"`,
    wrong: "const char *s = 'text';\nputs(s);",
    right: 'const char *s = "text";\nputs(s);',
  },
  {
    name: 'text in a char',
    says: POINTER_TO_INTEGER,
    when: (seen) => isText(typesOf(seen).value) && typesOf(seen).place === 'char',
    means: (seen) => `A char holds one character, and ${valueOf(seen)} is a text`,
    advice: (seen) =>
      seen.diagnostic.message.includes('initializing')
        ? 'Declare an array, char s[] = "text", or write one character in single quotes'
        : "Write one character in single quotes, such as 'a'",
    wrong: 'char s = "text";\nputchar(s);',
    right: 'char s[] = "text";\nputs(s);',
  },
  {
    name: 'number in quotes',
    says: POINTER_TO_INTEGER,
    when: (seen) => isText(typesOf(seen).value) && valueOf(seen).startsWith('"'),
    means: (seen) =>
      `${valueOf(seen)} in quotes is a text, also when it looks like a number; ${use(seen)} ${a(typesOf(seen).place)}`,
    advice: (seen) =>
      /^"-?\d+(\.\d+)?"$/.test(valueOf(seen))
        ? `Write ${valueOf(seen).slice(1, -1)} without the quotes`
        : 'Use a number, or change the type to const char *',
    wrong: 'int n = "5";\nprintf("%d\\n", n);',
    right: 'int n = 5;\nprintf("%d\\n", n);',
  },
  {
    name: 'array where one element is needed',
    says: POINTER_TO_INTEGER,
    when: (seen) => /\[\d*\]$/.test(typesOf(seen).value),
    means: (seen) =>
      `${valueOf(seen)} is an array of ${typesOf(seen).value.replace(/\[.*/, '')}; ${use(seen)} one ${typesOf(seen).place}`,
    advice: (seen) => `Take one element: ${valueOf(seen)}[i]`,
    wrong: 'int a[2] = {1, 2};\nint n = a;\nprintf("%d\\n", n);',
    right: 'int a[2] = {1, 2};\nint n = a[0];\nprintf("%d\\n", n);',
  },
  {
    name: 'address where a number is needed',
    says: POINTER_TO_INTEGER,
    means: (seen) =>
      `${valueOf(seen)} is an address, ${typesOf(seen).value}; ${use(seen)} a number, ${typesOf(seen).place}`,
    advice: ({ diagnostic, ...seen }) =>
      diagnostic.message.endsWith('remove &')
        ? 'Remove the &'
        : `Take what lies at the address: *${valueOf({ diagnostic, ...seen })}`,
    wrong: 'int n = 5;\nint m = &n;\nprintf("%d\\n", m);',
    right: 'int n = 5;\nint m = n;\nprintf("%d\\n", m);',
  },
  {
    name: 'number where an address is needed',
    says: INTEGER_TO_POINTER,
    when: ({ diagnostic }) => diagnostic.message.endsWith('take the address with &'),
    means: (seen) =>
      seen.diagnostic.message.includes('passing') && /char \*/.test(typesOf(seen).place)
        ? `${valueOf(seen)} is one ${typesOf(seen).value}; the function wants the address of a text`
        : `${valueOf(seen)} is ${a(typesOf(seen).value)}; ${use(seen)} the address of one, ${typesOf(seen).place}`,
    advice: (seen) =>
      /char \*/.test(typesOf(seen).place)
        ? `Make ${valueOf(seen)} an array of char, or give a text in double quotes`
        : `Write &${valueOf(seen)}`,
    wrong: 'int n = 5;\nint *p = n;\nprintf("%d\\n", *p);',
    right: 'int n = 5;\nint *p = &n;\nprintf("%d\\n", *p);',
  },
  {
    name: 'number where a text or pointer is needed',
    says: INTEGER_TO_POINTER,
    means: (seen) =>
      `${valueOf(seen)} is a number, ${typesOf(seen).value}; ${use(seen)} ${isText(typesOf(seen).place) ? 'a text' : 'an address'}, ${typesOf(seen).place}`,
    advice: (seen) =>
      isText(typesOf(seen).place)
        ? 'Give a text; to print a number, use printf("%d", …)'
        : 'Give a pointer, or the address of a variable with &',
    wrong: 'int n = 5;\nputs(n);',
    right: 'int n = 5;\nprintf("%d\\n", n);',
  },
  {
    name: 'text compared with ==',
    says: /^result of comparison against a string literal is unspecified/,
    when: ({ before, after }) => !isCharacter(before + after),
    means: '== asks whether two texts lie at the same place in memory, not whether they are the same letter by letter',
    advice: ({ code }) => {
      const [, left = 'a', sign = '==', right = '"b"'] =
        /([\w.>[\]-]+|"[^"]*")\s*(==|!=)\s*([\w.>[\]-]+|"[^"]*")/.exec(code) ?? [];
      return `Write strcmp(${left}, ${right}) ${sign} 0, with #include <string.h>`;
    },
    wrong: 'char s[10] = "yes";\nif (s == "yes") puts("same");',
    right: 'char s[10] = "yes";\nif (strcmp(s, "yes") == 0) puts("same");',
    headers: ['string.h'],
  },
  {
    name: 'character compared with a text',
    says: /^comparison between pointer and integer \('(?:char|int)' and '(?:const )?char \*'\)$|^result of comparison against a string literal is unspecified/,
    means:
      'One character is compared with a text: "a" in double quotes is the address of a text, and never equal to a character',
    advice: ({ code }) => {
      const text = /"([^"\\]|\\.)"/.exec(code)?.[1];
      return `Write the character in single quotes${text === undefined ? '' : `: '${text}'`}`;
    },
    wrong: 'char s[9] = "a";\nif (s[0] == "a") puts("same");',
    right: 'char s[9] = "a";\nif (s[0] == \'a\') puts("same");',
  },
  {
    name: 'pointer compared with a number',
    says: /^comparison between pointer and integer \('(.+?)' and '(.+?)'\)$/,
    means: ({ match }) =>
      `${capital(a(match[1] ?? ''))} is compared with ${a(match[2] ?? '')}: one of the two is an address, the other a number`,
    advice: 'Take what lies at the address with * or [ ], or call the function that gives the number, such as strlen()',
    wrong: 'int n = 5, *p = &n;\nif (p == n) puts("same");',
    right: 'int n = 5, *p = &n;\nif (*p == n) puts("same");',
  },
  {
    name: 'arrays compared with ==',
    says: /^array comparison always evaluates to (?:a constant|false|true)$/,
    means:
      '== asks whether the two arrays lie at the same place in memory, which two arrays never do; their elements are not looked at',
    advice: 'Compare texts with strcmp(a, b) == 0 of <string.h>, and other arrays element by element in a loop',
    wrong: 'char a[3] = "a", b[3] = "a";\nif (a == b) puts("same");',
    right: 'char a[3] = "a", b[3] = "a";\nif (strcmp(a, b) == 0) puts("same");',
    headers: ['string.h'],
  },
  {
    name: 'array of another number of dimensions',
    says: /^incompatible pointer types (?:passing|initializing|assigning to|returning) '(\w+)\[\d+\]\[(\d+)\]'/,
    means: ({ match }) =>
      `An array of arrays of ${match[1] ?? 'int'} is no ${match[1] ?? 'int'} **: its rows lie one after the other, without pointers to them`,
    advice: ({ match }) => `Declare the parameter as ${match[1] ?? 'int'} a[][${match[2] ?? '2'}]`,
    wrong:
      'int sum(int **a) { return a[0][0]; }\nint main(void) {\n  int a[2][2] = {{1, 2}, {3, 4}};\n  return sum(a);\n}',
    right:
      'int sum(int a[][2]) { return a[0][0]; }\nint main(void) {\n  int a[2][2] = {{1, 2}, {3, 4}};\n  return sum(a);\n}',
    frame: 'file',
  },
  {
    name: 'pointer to another type',
    says: /^incompatible pointer types /,
    means: (seen) =>
      `${valueOf(seen)} is ${a(typesOf(seen).value)}; ${use(seen)} ${a(typesOf(seen).place)}. What lies there would be read as the wrong type`,
    advice: 'Make both the same type',
    wrong: 'double d = 1;\nint *p = &d;\nprintf("%d\\n", *p);',
    right: 'double d = 1;\ndouble *p = &d;\nprintf("%f\\n", *p);',
  },
  {
    name: 'constant data handed to what may change it',
    says: /^(?:passing|initializing|assigning to|returning) '.+' .*discards qualifiers$/,
    means: (seen) =>
      `${valueOf(seen)} is const, which promises that it is not changed, and here it goes where it may be changed`,
    advice: ({ diagnostic }) =>
      diagnostic.message.startsWith('passing')
        ? 'Write const in front of the parameter’s type if the function only reads'
        : 'Write const in front of the pointer’s type',
    wrong: 'void show(char *s) { puts(s); }\nint main(void) {\n  const char s[] = "a";\n  show(s);\n}',
    right: 'void show(const char *s) { puts(s); }\nint main(void) {\n  const char s[] = "a";\n  show(s);\n}',
    frame: 'file',
  },
  {
    name: 'result of a function without one',
    says: /'[^']*' .*incompatible type 'void'$|^argument type 'void' is incomplete$|^invalid operands to binary expression \('void' and|and 'void'\)$|^assigning to '.+' from incompatible type 'void'$/,
    means: ({ code }) =>
      `${/(\w+)\s*\([^()]*\)\s*\)?\s*;/.exec(code)?.[1] ?? 'The function'}() is a void function: it returns nothing, so there is nothing to use`,
    advice: 'Call it as a statement of its own, or let it return a value: give it a type such as int, and a return',
    wrong: 'void twice(int n) { printf("%d\\n", 2 * n); }\nint main(void) {\n  int n = twice(1);\n  return n;\n}',
    right: 'int twice(int n) { return 2 * n; }\nint main(void) {\n  int n = twice(1);\n  return n;\n}',
    frame: 'file',
  },
  {
    name: 'value of another kind',
    says: /^(?:initializing|assigning to|passing|returning) '(.+?)' (?:with an expression of|from|to parameter of|from a function with) (?:incompatible (?:result )?type )'(.+?)'/,
    means: (seen) => `There is no way to make ${a(typesOf(seen).place)} of ${a(typesOf(seen).value)}`,
    advice: (seen) =>
      /\[\d*\]$/.test(typesOf(seen).value)
        ? `Take one element: ${valueOf(seen)}[i]`
        : 'Use a value of the right type, such as one member or one element',
    wrong: 'double d[2] = {1, 2};\ndouble first = d;\nprintf("%f\\n", first);',
    right: 'double d[2] = {1, 2};\ndouble first = d[0];\nprintf("%f\\n", first);',
  },
];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Is what is compared with the text one element of an array, or what a pointer points to? */
function isCharacter(line: string): boolean {
  return /[\]](?:\s*)[=!]=\s*"|\*\w+\s*[=!]=\s*"/.test(line);
}
