import type { Mistake } from './mistake.ts';
import { firstToken, lastToken, noteLineOf, onLine } from './source-words.ts';

/** Conditions, loops and switch. */
export const CONDITIONS: readonly Mistake[] = [
  {
    name: '= in a condition',
    says: /^using the result of an assignment as a condition without parentheses$/,
    means: ({ after }) => {
      const [, name = 'the variable', value = 'a value'] = /^\(?\s*(\w+)\s*=\s*([^)]+)/.exec(after) ?? [];
      return `One = assigns: ${name} becomes ${value.trim()}, and then the condition asks whether that is not 0`;
    },
    advice: 'Compare with ==. If the assignment is meant, put it into ( ) of its own',
    wrong: 'int n = 1;\nif (n = 3) puts("three");',
    right: 'int n = 1;\nif (n == 3) puts("three");',
  },
  {
    name: 'comparison as a statement',
    says: /^(?:equality comparison|inequality comparison|comparison) result unused$/,
    means: ({ after }) =>
      `${/^(\w+)/.exec(after)?.[1] ?? 'The variable'} is compared here, and nothing is done with the answer: the value does not change`,
    advice: 'Assign with one =',
    wrong: 'int n = 0;\nn == 3;\nprintf("%d\\n", n);',
    right: 'int n = 0;\nn = 3;\nprintf("%d\\n", n);',
  },
  {
    name: 'semicolon after if',
    says: /^if statement has empty body$/,
    means: 'The ; after the condition is the whole statement of this if, so what follows is done in any case',
    advice: 'Remove the ;',
    wrong: 'int n = 1;\nif (n == 2);\n{\n  puts("two");\n}',
    right: 'int n = 1;\nif (n == 2)\n{\n  puts("two");\n}',
  },
  {
    name: 'semicolon after for or while',
    says: /^(for|while|switch) (?:loop|statement) has empty body$/,
    means: ({ match }) =>
      match[1] === 'while'
        ? 'The ; after the condition is all that this loop repeats: once the condition holds, it may never end'
        : 'The ; after the ) is all that this loop repeats: what follows is done once, afterwards',
    advice: 'Remove the ;',
    wrong: 'int i;\nfor (i = 0; i < 3; i++);\n{\n  printf("%d\\n", i);\n}',
    right: 'int i;\nfor (i = 0; i < 3; i++)\n{\n  printf("%d\\n", i);\n}',
  },
  {
    name: 'chained comparison',
    says: /^chained comparison 'X [<>]=? Y [<>]=? Z' does not behave|^comparisons like 'X<=Y<=Z'/,
    means: 'The first comparison gives 0 or 1, and the second compares that',
    advice: ({ code }) => {
      const [, low = 'a', one = '<', name = 'x', two = '<', high = 'b'] =
        /(\w+)\s*([<>]=?)\s*(\w+)\s*([<>]=?)\s*(\w+)/.exec(code) ?? [];
      return `Join two comparisons: ${low} ${one} ${name} && ${name} ${two} ${high}`;
    },
    wrong: 'int age = 5;\nif (1 < age < 10) puts("child");',
    right: 'int age = 5;\nif (1 < age && age < 10) puts("child");',
  },
  {
    name: 'value alone after ||',
    says: /^use of logical '(&&|\|\|)' with constant operand$/,
    means: ({ match }) =>
      `${match[1] ?? '||'} joins two whole conditions. The one after it is a number or a character alone, and counts as true unless it is 0`,
    advice: ({ before, match }) => {
      const compared = /(\w+\s*==?)\s*[^=]*$/.exec(before)?.[1];
      return compared === undefined
        ? 'Write the whole comparison again'
        : `Write the whole comparison again: … ${match[1] ?? '||'} ${compared} …`;
    },
    wrong: "int c = getchar();\nif (c == 'y' || 'Y') puts(\"yes\");",
    right: "int c = getchar();\nif (c == 'y' || c == 'Y') puts(\"yes\");",
  },
  {
    name: 'condition that is always the same',
    says: /^(?:overlapping|non-overlapping) comparisons always evaluate to (true|false)$/,
    means: ({ match }) =>
      match[1] === 'true'
        ? 'Whatever the value is, at least one of the two comparisons holds'
        : 'No value fulfils both comparisons at once',
    advice: ({ match }) =>
      match[1] === 'true' ? 'Join them with && if both have to hold' : 'Join them with || if one is enough',
    wrong: 'int c = getchar();\nif (c != 1 || c != 2) puts("neither");',
    right: 'int c = getchar();\nif (c != 1 && c != 2) puts("neither");',
  },
  {
    name: 'comparison with a number out of reach',
    says: /^result of comparison of constant (\S+) with (?:expression of type '(.+?)'|boolean expression) is always (true|false)$/,
    means: ({ match }) =>
      `${match[2] === undefined || match[2] === '' ? 'The result of a comparison is 0 or 1' : `A ${match[2]} is never as large or as small as ${match[1] ?? 'this'}`}, so this is always ${match[3] ?? 'the same'}`,
    advice: 'Compare with another number, or make the variable an int',
    wrong: 'char c = 3;\nif (c == 300) puts("many");',
    right: 'int c = 3;\nif (c == 300) puts("many");',
  },
  {
    name: 'unsigned compared with 0',
    says: /^result of comparison of unsigned expression (>= 0|< 0) is always (true|false)$/,
    means: ({ match }) =>
      `An unsigned value is never below 0, so this is always ${match[2] ?? 'true'}; counted down past 0 it becomes a very large number`,
    advice: 'Use an int where a value can go below 0',
    wrong: 'unsigned n = 3;\nwhile (n >= 0) n--;',
    right: 'int n = 3;\nwhile (n >= 0) n--;',
    flags: '-Wtautological-unsigned-zero-compare',
  },
  {
    name: 'compared with itself',
    says: /^self-comparison always evaluates to/,
    means: 'The two sides of the comparison are the same',
    advice: 'Compare it with the other value that was meant',
    wrong: 'int a = getchar();\nif (a == a) puts("same");',
    right: 'int a = getchar(), b = 65;\nif (a == b) puts("same");',
  },
  {
    name: '! before a comparison',
    says: /^logical not is only applied to the left hand side of this (comparison|bitwise operator)$/,
    means: ({ after }) =>
      `! belongs to ${/^!\s*(\w+)/.exec(after)?.[1] ?? 'the first value'} alone and makes it 0 or 1, and that is compared`,
    advice: 'Write != to ask whether two values differ',
    wrong: 'int c = getchar();\nif (!c == 3) puts("not three");',
    right: 'int c = getchar();\nif (c != 3) puts("not three");',
  },
  {
    name: '& or | before ==',
    says: /^([&|^]) has lower precedence than (==|!=|<|>|<=|>=)/,
    means: ({ match }) => `C does ${match[2] ?? '=='} before ${match[1] ?? '&'}`,
    advice: ({ match }) =>
      `Put the part with ${match[1] ?? '&'} into ( ); to join two conditions write ${match[1] === '|' ? '||' : '&&'}`,
    wrong: 'int n = getchar();\nif (n & 1 == 0) puts("even");',
    right: 'int n = getchar();\nif ((n & 1) == 0) puts("even");',
  },
  {
    name: '&& and || without parentheses',
    says: /^'&&' within '\|\|'$/,
    means: 'C does && before ||, as it does * before +',
    advice: 'Put ( ) around what belongs together',
    wrong: 'int a = getchar(), b = 1, c = 2;\nif (a || b && c) puts("yes");',
    right: 'int a = getchar(), b = 1, c = 2;\nif (a || (b && c)) puts("yes");',
  },
  {
    name: 'function in a condition without a call',
    says: /^address of function '(\w+)' will always evaluate to 'true'$/,
    means: ({ match }) =>
      `${match[1] ?? 'The function'} without ( ) is not called: the condition asks whether there is such a function, which is always so`,
    advice: ({ match }) => `Call it: ${match[1] ?? 'name'}()`,
    wrong: 'int ready(void) { return 0; }\nint main(void) {\n  if (ready) puts("ready");\n}',
    right: 'int ready(void) { return 0; }\nint main(void) {\n  if (ready()) puts("ready");\n}',
    frame: 'file',
  },
  {
    name: 'misleading indentation',
    says: /^misleading indentation; statement is not part of the previous '(\w+)'$/,
    means: ({ match, diagnostic }) =>
      `Without { } only one statement belongs to this ${match[1] ?? 'if'}; line ${diagnostic.place?.line ?? 0} does not, though it is indented as if it did`,
    advice: ({ match }) => `Put { } around all that belongs to the ${match[1] ?? 'if'}, or indent the line less`,
    wrong: 'int n = getchar();\nif (n == 1)\n  puts("one");\n  puts("first");',
    right: 'int n = getchar();\nif (n == 1) {\n  puts("one");\n  puts("first");\n}',
  },
  {
    name: 'else of which if',
    says: /^add explicit braces to avoid dangling else$/,
    means: 'An else belongs to the nearest if above it, however it is indented',
    advice: 'Put { } around the statement of the outer if',
    wrong: 'int n = getchar();\nif (n > 0)\n  if (n > 9) puts("large");\nelse puts("negative");',
    right: 'int n = getchar();\nif (n > 0) {\n  if (n > 9) puts("large");\n} else puts("negative");',
  },
  {
    name: 'two equal cases',
    says: /^duplicate case value '?(.+?)'?$/,
    means: (seen) => `There is a case ${seen.match[1] ?? ''}${onLine(noteLineOf(seen, 'previous case'))} already`,
    advice: 'Remove one of the two, or change its value',
    wrong: 'switch (getchar()) {\n  case 1: puts("one"); break;\n  case 1: puts("first"); break;\n}',
    right: 'switch (getchar()) {\n  case 1: puts("one"); break;\n  case 2: puts("two"); break;\n}',
  },
  {
    name: 'two defaults',
    says: /^multiple default labels in one switch$/,
    means: 'A switch has one default, and this one has two',
    advice: 'Remove one, or make it a case',
    wrong: 'switch (getchar()) {\n  default: puts("a"); break;\n  default: puts("b");\n}',
    right: 'switch (getchar()) {\n  case 1: puts("a"); break;\n  default: puts("b");\n}',
  },
  {
    name: 'case that is not a constant',
    says: /^expression is not an integer constant expression$/,
    when: ({ before }) => /\bcase\b/.test(before),
    means: ({ after }) =>
      `A case is one whole number or character that is known when the program is compiled, and ${/^[^:]+/.exec(after)?.[0].trim() ?? 'this'} is not`,
    advice: 'Compare with if and else if, or write the number',
    wrong: 'int n = getchar(), limit = 2;\nswitch (n) {\n  case limit: puts("two"); break;\n}',
    right: 'int n = getchar(), limit = 2;\nif (n == limit) puts("two");',
  },
  {
    name: 'switch over a text',
    says: /^statement requires expression of integer type \('(.+)' invalid\)$/,
    means: ({ match }) =>
      `switch compares whole numbers and characters; this is a ${match[1] ?? 'value of another type'}`,
    advice: 'Compare with if and else if; texts are compared with strcmp() of <string.h>',
    wrong: 'const char *s = "a";\nswitch (s) {\n  default: puts("a");\n}',
    right: 'const char *s = "a";\nif (s[0] == \'a\') puts("a");',
  },
  {
    name: 'text as a case',
    says: /^integer constant expression must have integer type, not '(.+)'$/,
    means: ({ match }) =>
      `A case is a whole number or one character in single quotes; this is a ${match[1] ?? 'value of another type'}`,
    advice: "Write one character in single quotes, such as case 'a':, or compare texts with strcmp() and if",
    wrong: 'switch (getchar()) {\n  case "a": puts("a"); break;\n}',
    right: 'switch (getchar()) {\n  case \'a\': puts("a"); break;\n}',
  },
  {
    name: 'case outside of a switch',
    says: /^'(case|default)' statement not in switch statement$/,
    means: ({ match }) => `This ${match[1] ?? 'case'} is in no switch`,
    advice: 'Move it into the { } of the switch, or look for a } that closes the switch too early',
    wrong: 'int n = getchar();\nswitch (n) {\n  case 1: puts("one"); break;\n}\ncase 2: puts("two");',
    right: 'int n = getchar();\nswitch (n) {\n  case 1: puts("one"); break;\n  case 2: puts("two");\n}',
  },
  {
    name: 'case without its colon',
    says: /^expected ':' after '(case|default)'$/,
    means: ({ match, after }) =>
      `A : ends the line of a ${match[1] ?? 'case'}${firstToken(after) === ';' ? ', and this one ends with ;' : ''}`,
    advice: ({ before }) => `Put a : after ${lastToken(before)}`,
    wrong: 'switch (getchar()) {\n  case 1;\n    puts("one");\n    break;\n}',
    right: 'switch (getchar()) {\n  case 1:\n    puts("one");\n    break;\n}',
  },
  {
    name: 'declaration after a case',
    says: /^label followed by a declaration is a C23 extension$|^expected expression after label/,
    means: 'Until C23 a declaration cannot come directly after a case or a label',
    advice: 'Put { } around the statements of this case',
    wrong: 'switch (getchar()) {\n  case 1:\n    int n = 2;\n    printf("%d\\n", n);\n    break;\n}',
    right: 'switch (getchar()) {\n  case 1: {\n    int n = 2;\n    printf("%d\\n", n);\n    break;\n  }\n}',
  },
  {
    name: 'case without break',
    says: /^unannotated fall-through between switch labels$/,
    means: 'The case above has no break at its end, so the program goes on with this case as well',
    advice:
      'Put break; before this case. Where going on is meant, say so with [[fallthrough]]; or __attribute__((fallthrough));',
    wrong: 'switch (getchar()) {\n  case 1: puts("one");\n  case 2: puts("two");\n}',
    right: 'switch (getchar()) {\n  case 1: puts("one"); break;\n  case 2: puts("two");\n}',
    flags: '-Wimplicit-fallthrough',
  },
  {
    name: 'break or continue outside of a loop',
    says: /^'(break|continue)' statement not in loop(?: or switch)? statement$/,
    means: ({ match }) =>
      match[1] === 'break'
        ? 'break leaves a loop or a switch, and this one is in neither'
        : 'continue goes on with the next round of a loop, and this one is in none',
    advice: 'To leave a function, write return; otherwise look for a } or a ; that ends the loop too early',
    wrong: 'int n = getchar();\nif (n == 1) break;\nputs("other");',
    right: 'int n = getchar();\nif (n == 1) return 0;\nputs("other");',
  },
  {
    name: 'loop whose variable never changes',
    says: /^variable '(\w+)' used in loop condition not modified in loop body$/,
    means: ({ match }) =>
      `The condition asks about ${match[1] ?? 'a variable'}, and nothing in the loop changes it: the loop never ends, or never begins`,
    advice: ({ match }) => `Change ${match[1] ?? 'it'} in the loop, such as ${match[1] ?? 'i'}++`,
    wrong: 'int j = 0;\nfor (int i = 0; i < 3; j++) printf("%d\\n", j);',
    right: 'int j = 0;\nfor (int i = 0; i < 3; i++, j++) printf("%d\\n", j);',
  },
];
