import type { Mistake } from './mistake.ts';
import { a, lastToken, noteLineOf, onLine } from './source-words.ts';

function number(text: string | undefined): string {
  const count = Number(text ?? 0);
  return `${count} value${count === 1 ? '' : 's'}`;
}

/** Functions: their types, what they are given and what they return. */
export const FUNCTIONS: readonly Mistake[] = [
  {
    name: 'void main',
    says: /^return type of 'main' is not 'int'/,
    means:
      'The program runs; without a value from main its exit status is 0. Standard C says int main(void), and other compilers may refuse anything else',
    advice: 'Write int main(void)',
    wrong: 'void main(void) {\n  puts("hello");\n}',
    right: 'int main(void) {\n  puts("hello");\n}',
    frame: 'file',
  },
  {
    name: 'main with one parameter',
    says: /^only one parameter on 'main'/,
    means:
      'It is called with argc alone, and the program runs. Standard C has int main(void) and int main(int argc, char **argv)',
    advice: 'Write one of these two',
    wrong: 'int main(int argc) {\n  return argc > 1;\n}',
    right: 'int main(int argc, char **argv) {\n  return argc > 1 && argv[1][0] == 0;\n}',
    frame: 'file',
  },
  {
    name: 'main with another second parameter',
    says: /^second parameter of 'main' \(argument array\) must be of type/,
    means: 'The second parameter of main() is an array of texts: the words of the command line',
    advice: 'Write char *argv[] or char **argv',
    wrong: 'int main(int argc, char argv[]) {\n  return argc + argv[0];\n}',
    right: 'int main(int argc, char *argv[]) {\n  return argc + argv[0][0];\n}',
    frame: 'file',
  },
  {
    name: 'main without its type',
    says: /^type specifier missing, defaults to 'int'/,
    when: ({ after }) => /^main\s*\(/.test(after),
    means: ({ guidance }) =>
      `Until 1999 a missing type meant int, so main() alone was int main(). To compile such a program as it is, ${guidance.oldStandard}`,
    advice: 'Write int in front of main',
    wrong: 'main() {\n  puts("hello");\n}',
    right: 'int main() {\n  puts("hello");\n}',
    frame: 'file',
  },
  {
    name: 'parameter without its type',
    says: /^type specifier missing, defaults to 'int'|^parameter '(\w+)' was not declared, defaults to 'int'/,
    when: ({ before, match }) => /\([^()]*$/.test(before) || (match[1] ?? '') !== '',
    means: ({ match, after }) =>
      `Each parameter has a type of its own, and ${match[1] !== undefined && match[1] !== '' ? match[1] : (/^\w+/.exec(after)?.[0] ?? 'this one')} has none`,
    advice: ({ match, after }) =>
      `Write the type in front, such as int ${match[1] !== undefined && match[1] !== '' ? match[1] : (/^\w+/.exec(after)?.[0] ?? 'n')}`,
    wrong: 'int add(int a, b) { return a + b; }\nint main(void) { return add(1, 2); }',
    right: 'int add(int a, int b) { return a + b; }\nint main(void) { return add(1, 2); }',
    frame: 'file',
  },
  {
    name: 'assignment outside of a function',
    says: /^type specifier missing, defaults to 'int'/,
    when: ({ after }) => /^\w+\s*=[^=]/.test(after),
    means: 'Statements run inside of functions only; outside, this line is read as a declaration without a type',
    advice: 'Give the value in the declaration, or move the line into a function, such as main()',
    wrong: 'int total;\ntotal = 3;\nint main(void) { return total; }',
    right: 'int total = 3;\nint main(void) { return total; }',
    frame: 'file',
  },
  {
    name: 'function without its type',
    says: /^type specifier missing, defaults to 'int'/,
    means: ({ guidance }) =>
      `A function begins with the type of what it returns. Until 1999 a missing type meant int: to compile such a program as it is, ${guidance.oldStandard}`,
    advice: 'Write the type in front: void if it returns nothing',
    wrong: 'twice(int n) { return 2 * n; }\nint main(void) { return twice(2); }',
    right: 'int twice(int n) { return 2 * n; }\nint main(void) { return twice(2); }',
    frame: 'file',
  },
  {
    name: 'too few arguments',
    says: /^too few arguments to function call, (?:expected (?:at least )?(\d+), have (\d+)|single argument '(\w+)' was not specified)/,
    means: ({ match, diagnostic, before, after }) => {
      const name = /(\w+)\s*\([^()]*\)?\s*$/.exec(
        before + after.slice(0, (diagnostic.place?.endColumn ?? 0) - (diagnostic.place?.column ?? 0)),
      )?.[1];
      const called = name === undefined ? 'The function' : `${name}()`;
      return match[3] !== undefined && match[3] !== ''
        ? `${called} takes ${match[3]}, and is given nothing`
        : `${called} takes ${number(match[1])}, and is given ${match[2] ?? '0'}`;
    },
    advice: (seen) => `Look at its parameters${onLine(noteLineOf(seen, "'"))}, and give one value for each`,
    wrong: 'int add(int a, int b) { return a + b; }\nint main(void) { return add(1); }',
    right: 'int add(int a, int b) { return a + b; }\nint main(void) { return add(1, 2); }',
    frame: 'file',
  },
  {
    name: 'too many arguments',
    says: /^too many arguments to function call, expected (?:at most )?(?:(\d+), have (\d+)|single argument '(\w+)', have (\d+) arguments)/,
    means: ({ match, before }) => {
      const name = /(\w+)\s*\([^()]*$/.exec(before)?.[1];
      const takes =
        match[1] === undefined || match[1] === '' ? '1 value' : match[1] === '0' ? 'nothing' : number(match[1]);
      return `${name === undefined ? 'The function' : `${name}()`} takes ${takes}, and is given ${match[2] === undefined || match[2] === '' ? (match[4] ?? '') : match[2]}`;
    },
    advice: (seen) => `Look at its parameters${onLine(noteLineOf(seen, "'"))}, and give one value for each`,
    wrong: 'int add(int a, int b) { return a + b; }\nint main(void) { return add(1, 2, 3); }',
    right: 'int add(int a, int b) { return a + b; }\nint main(void) { return add(1, 2); }',
    frame: 'file',
  },
  {
    name: 'arguments for a function without parameters',
    says: /^too many arguments in call to '(\w+)'/,
    means: ({ match }) => `${match[1] ?? 'The function'}() is defined without parameters, so what it is given is lost`,
    advice: 'Give the function parameters, or leave the ( ) of the call empty',
    wrong: 'void greet() { puts("hello"); }\nint main(void) { greet(1); }',
    right: 'void greet(int n) { printf("hello %d\\n", n); }\nint main(void) { greet(1); }',
    frame: 'file',
  },
  {
    name: 'declaration without parameters',
    says: /^passing arguments to '(\w+)' without a prototype is deprecated|^a function (?:declaration|definition) without a prototype is deprecated/,
    means: ({ match }) =>
      `${match[1] === undefined || match[1] === '' ? 'The function' : `${match[1]}()`} is declared with empty ( ), which says nothing about its parameters, so the compiler cannot check what it is given`,
    advice: 'Write the types of the parameters in the declaration, or void for none',
    wrong: 'void show();\nint main(void) { show(1); }\nvoid show(int n) { printf("%d\\n", n); }',
    right: 'void show(int n);\nint main(void) { show(1); }\nvoid show(int n) { printf("%d\\n", n); }',
    frame: 'file',
  },
  {
    name: 'value returned from void',
    says: /^void function '(\w+)' should not return a value/,
    means: ({ match }) =>
      `${match[1] ?? 'The function'}() is void, which says that it returns nothing, and here it returns a value`,
    advice: ({ match }) =>
      `Write the value’s type, such as int, in place of void in front of ${match[1] ?? 'the function'}, or return; alone`,
    wrong: 'void one(void) { return 1; }\nint main(void) { one(); }',
    right: 'int one(void) { return 1; }\nint main(void) { one(); }',
    frame: 'file',
  },
  {
    name: 'return without a value',
    says: /^non-void function '(\w+)' should return a value/,
    means: ({ match }) => `${match[1] ?? 'The function'}() promises a value, and this return gives none`,
    advice: ({ match }) => `Write the value after return, or make ${match[1] ?? 'the function'} void`,
    wrong: 'int half(int n) {\n  if (n < 0) return;\n  return n / 2;\n}\nint main(void) { return half(2); }',
    right: 'int half(int n) {\n  if (n < 0) return 0;\n  return n / 2;\n}\nint main(void) { return half(2); }',
    frame: 'file',
  },
  {
    name: 'missing return',
    says: /^non-void function does not return a value( in all control paths)?$/,
    means: ({ match }) =>
      (match[1] ?? '') === ''
        ? 'The function promises a value and returns none: what its caller gets is left to chance'
        : 'There is a way through the function that reaches this } without a return: what its caller gets then is left to chance',
    advice: 'Put return and the value before the }, or make the function void',
    wrong: 'int largest(int a, int b) {\n  if (a > b) return a;\n}\nint main(void) { return largest(1, 2); }',
    right:
      'int largest(int a, int b) {\n  if (a > b) return a;\n  return b;\n}\nint main(void) { return largest(1, 2); }',
    frame: 'file',
  },
  {
    name: 'address of a local variable returned',
    says: /^address of stack memory associated with (?:local variable|parameter) '(\w+)' returned$/,
    means: ({ match }) =>
      `${match[1] ?? 'The variable'} exists until the function returns, so its address is of no use after that`,
    advice: ({ match }) =>
      `Return the value, let the caller hand in the memory, take it from malloc(), or write static in front of ${match[1] ?? 'it'}`,
    wrong: 'char *name(void) {\n  char s[] = "Ann";\n  return s;\n}\nint main(void) { puts(name()); }',
    right: 'char *name(void) {\n  static char s[] = "Ann";\n  return s;\n}\nint main(void) { puts(name()); }',
    frame: 'file',
  },
  {
    name: 'product without *',
    says: /^called object type '(.+)' is not a function or function pointer$/,
    when: ({ before }) => /\d\s*$/.test(before),
    means: 'A number directly before ( is read as a call of a function; C has no product without a sign',
    advice: 'Write * between them',
    wrong: 'int n = 3;\nprintf("%d\\n", 2(n + 1));',
    right: 'int n = 3;\nprintf("%d\\n", 2 * (n + 1));',
  },
  {
    name: 'array used with parentheses',
    says: /^called object type '(.+\[\d*\])' is not a function or function pointer$/,
    means: ({ before }) => `${lastToken(before)} is an array, and ( ) calls a function`,
    advice: 'Take an element with [ ]',
    wrong: 'int a[2] = {1, 2};\nprintf("%d\\n", a(1));',
    right: 'int a[2] = {1, 2};\nprintf("%d\\n", a[1]);',
  },
  {
    name: 'call of what is no function',
    says: /^called object type '(.+)' is not a function or function pointer$/,
    means: ({ before, match }) =>
      `${lastToken(before)} is ${a(match[1] ?? 'variable')} and no function, and ( ) after it calls one`,
    advice: 'Use another name for the variable if there is a function of that name; for a product write *',
    wrong: 'int n = 3;\nprintf("%d\\n", n(2));',
    right: 'int n = 3;\nprintf("%d\\n", n * 2);',
  },
  {
    name: 'C++ default argument',
    says: /^C does not support default arguments$/,
    means: 'A parameter with = has a default value, which C++ has and C has not',
    advice: 'Remove the = and the value, and give the value in each call',
    wrong: 'int next(int n = 1) { return n + 1; }\nint main(void) { return next(1); }',
    right: 'int next(int n) { return n + 1; }\nint main(void) { return next(1); }',
    frame: 'file',
  },
];
