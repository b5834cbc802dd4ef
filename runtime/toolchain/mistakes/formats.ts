import type { Mistake, Seen } from './mistake.ts';
import { a } from './source-words.ts';

const WANTS =
  /^format specifies type '(.+?)'(?: \(aka '.+?'\))? but the argument has (?:underlying )?type '(.+?)'(?: \(aka '(.+?)'\))?$/;

/** How printf() writes a value of a type. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  int: '%d',
  'unsigned int': '%u',
  long: '%ld',
  'unsigned long': '%lu',
  'long long': '%lld',
  'unsigned long long': '%llu',
  double: '%f',
  float: '%f',
  'long double': '%Lf',
  char: '%c',
  'char *': '%s',
  'const char *': '%s',
  size_t: '%zu',
  __size_t: '%zu',
  time_t: '%lld',
  _Bool: '%d',
  bool: '%d',
  short: '%hd',
  int64_t: '%lld',
  uint64_t: '%llu',
};

function isScanf({ code }: Seen): boolean {
  return /scanf\s*\(/.test(code);
}

function conversionFor(type: string): string | undefined {
  return CONVERSIONS[type] ?? (/^(?:const )?char\[\d*\]$/.test(type) ? '%s' : undefined);
}

/** The argument that the place begins with, as it is written. */
function argumentOf({ after }: Seen): string {
  return /^&?[\w.>[\]-]+|^"[^"]*"|^'[^']*'/.exec(after)?.[0] ?? 'this';
}

/** printf() and scanf(). */
export const FORMATS: readonly Mistake[] = [
  {
    name: 'scanf without &',
    says: WANTS,
    when: (seen) => isScanf(seen) && /\*$/.test(seen.match[1] ?? '') && !/[*\]]/.test(seen.match[2] ?? ''),
    means: (seen) =>
      `scanf() needs to know where ${argumentOf(seen)} lies to store something there, and is given the value that it has now`,
    advice: (seen) => `Write &${argumentOf(seen)}`,
    wrong: 'int n = 0;\nscanf("%d", n);\nprintf("%d\\n", n);',
    right: 'int n = 0;\nscanf("%d", &n);\nprintf("%d\\n", n);',
  },
  {
    name: '& before an array in scanf',
    says: WANTS,
    when: (seen) => isScanf(seen) && /\(\*\)\[\d+\]/.test(seen.match[2] ?? ''),
    means: (seen) => `${argumentOf(seen).replace('&', '')} is an array, whose name alone says already where it lies`,
    advice: (seen) => `Remove the & before ${argumentOf(seen).replace('&', '')}`,
    wrong: 'char name[20];\nscanf("%19s", &name);\nputs(name);',
    right: 'char name[20];\nscanf("%19s", name);\nputs(name);',
  },
  {
    name: 'scanf of the wrong type',
    says: WANTS,
    when: isScanf,
    means: ({ match }) =>
      `This part of the format stores ${a((match[1] ?? '').replace(/\s*\*$/, ''))}, and the variable is ${a((match[2] ?? '').replace(/\s*\*$/, ''))}: memory is written wrongly`,
    advice: ({ match }) => {
      const wanted = { double: '%lf', float: '%f', 'long double': '%Lf', char: '" %c"' }[
        (match[2] ?? '').replace(/\s*\*$/, '')
      ];
      return `Write ${wanted ?? conversionFor((match[2] ?? '').replace(/\s*\*$/, '')) ?? 'the conversion of that type'} for it; scanf() reads a double with %lf and a float with %f`;
    },
    wrong: 'double d = 0;\nscanf("%f", &d);\nprintf("%f\\n", d);',
    right: 'double d = 0;\nscanf("%lf", &d);\nprintf("%f\\n", d);',
  },
  {
    name: 'printf of the wrong type',
    says: WANTS,
    means: (seen) =>
      `This part of the format prints ${a(seen.match[1] ?? '')}, and ${argumentOf(seen)} is ${a(seen.match[2] ?? '')}: what is printed has nothing to do with it`,
    advice: (seen) => {
      const [, , type = '', other = ''] = seen.match;
      const conversion = conversionFor(type) ?? conversionFor(other);
      if (conversion !== undefined) return `Write ${conversion} to print ${a(type)}`;
      return type.endsWith('*')
        ? `Print what it points to, *${argumentOf(seen).replace('&', '')}, or write %p for the address, as (void *)`
        : 'Print its parts one by one';
    },
    wrong: 'double price = 1.5;\nprintf("%d\\n", price);',
    right: 'double price = 1.5;\nprintf("%f\\n", price);',
  },
  {
    name: 'too few values for a format',
    says: /^more '%' conversions than data arguments$/,
    means:
      'The format has more % parts than values follow it, so one of them prints or stores what happens to lie in memory',
    advice: 'Give one value for each % part, or write %% for a percent sign',
    wrong: 'printf("%d and %d\\n", 1);',
    right: 'printf("%d and %d\\n", 1, 2);',
  },
  {
    name: 'value without its % part',
    says: /^data argument not used by format string$/,
    means: (seen) => `${argumentOf(seen)} is given, and no % part of the format prints it`,
    advice: 'Add a % part, such as %d, to the format where the value is to appear, or remove the value',
    wrong: 'int n = 1;\nprintf("n is\\n", n);',
    right: 'int n = 1;\nprintf("n is %d\\n", n);',
  },
  {
    name: 'percent sign in a text',
    says: /^invalid conversion specifier '(.+)'$|^incomplete format specifier$/,
    when: ({ match }) => !/^[I]$/.test(match[1] ?? ''),
    means: ({ match }) => {
      const sign = match[1] ?? '';
      return `% begins a part that prints a value, and ${/^\w$/.test(sign) ? `%${sign} is none` : 'no such part follows here'}`;
    },
    advice: 'Write %% to print a percent sign, or one of %d (int), %f (double), %c (character), %s (text)',
    wrong: 'printf("100%\\n");',
    right: 'printf("100%%\\n");',
  },
  {
    name: 'text of the user as a format',
    says: /^format string is not a string literal \(potentially insecure\)$/,
    means: (seen) =>
      `${argumentOf(seen)} is used as the format, so a % in it would print or write what happens to lie in memory`,
    advice: (seen) => `Print it as a text: "%s", ${argumentOf(seen)}`,
    wrong: 'char name[] = "Ann";\nprintf(name);',
    right: 'char name[] = "Ann";\nprintf("%s", name);',
  },
  {
    name: 'unknown escape',
    says: /^unknown escape sequence '\\(.)'$/,
    means: ({ match }) => `A \\ in a text begins a special character, and \\${match[1] ?? ''} is none`,
    advice: 'Write \\n for a new line, \\t for a tab, \\\\ for a backslash',
    wrong: 'puts("C:\\data");',
    right: 'puts("C:\\\\data");',
  },
];
