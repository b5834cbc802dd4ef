import type { Mistake } from './mistake.ts';
import { firstToken, KEYWORDS, lastToken, macroOf, noteLineOf, onLine, TYPE_WORD } from './source-words.ts';

const KEYWORD = new RegExp(`^(?:${KEYWORDS.join('|')})\\b`);

/** Signs that are missing, too many, or not C. */
export const PUNCTUATION: readonly Mistake[] = [
  {
    name: 'semicolon after #include',
    says: /^extra tokens at end of #(\w+) directive/,
    means: ({ match }) =>
      `The compiler ignores what follows the header’s name on a line with #${match[1] ?? 'include'}`,
    advice: ({ after }) => `Remove ${firstToken(after) === ';' ? 'the ;' : 'what comes after the name'}`,
    wrong: '#include <stdio.h>;\nint main(void) { puts("hello"); }',
    right: '#include <stdio.h>\nint main(void) { puts("hello"); }',
    frame: 'alone',
  },
  {
    name: 'name of two words',
    says: /^expected ';' at end of declaration$/,
    when: ({ before, after }) =>
      /^\s*(?:\w+\s+)+\w+\s*$/.test(before) && /^\s*(?:-\s*)?[A-Za-z_]\w*\s*[=;,]/.test(after),
    means: ({ before }) =>
      `A name is one word of letters, digits and _. Here the name is ${lastToken(before)}, and what follows it is no longer part of it`,
    advice: ({ before, after }) =>
      `Join the parts with _, such as ${lastToken(before)}_${/[A-Za-z_]\w*/.exec(after)?.[0] ?? ''}`,
    wrong: 'int total-price = 5;\nprintf("%d\\n", total-price);',
    right: 'int total_price = 5;\nprintf("%d\\n", total_price);',
  },
  {
    name: 'condition after else',
    says: /^expected ';' after expression$/,
    when: ({ before }) => /\belse\s*\(.*\)\s*$/.test(before),
    means: 'An else has no condition of its own, so the ( ) after it is taken for a statement',
    advice: 'Write else if before the condition, or else without one',
    wrong: 'int n = 2;\nif (n == 1) puts("one");\nelse (n == 2) puts("two");',
    right: 'int n = 2;\nif (n == 1) puts("one");\nelse if (n == 2) puts("two");',
  },
  {
    name: 'call without parentheses',
    says: /^expected ';' after expression$/,
    when: ({ before, after }) => /^\s*[a-z]\w*\s*$/.test(before) && /^\s*["\w]/.test(after),
    means: ({ before }) =>
      `${lastToken(before)} is called like a function, but the ( ) around what it is given are missing`,
    advice: ({ before }) => `Write ${lastToken(before)}( … );`,
    wrong: 'printf "hello\\n";',
    right: 'printf("hello\\n");',
  },
  {
    name: 'missing semicolon',
    says: /^expected ';' (?:at end of declaration|after expression|after return statement|after do\/while statement|after break statement|after continue statement|after goto statement|after top level declarator)$/,
    means: ({ diagnostic }) => `The statement${onLine(diagnostic.place?.line)} has no ; at its end`,
    advice: ({ before, after }) =>
      after.trim() === ''
        ? `Put a ; after ${lastToken(before)}`
        : `Put a ; after ${lastToken(before)}; if the line goes on there, look at what joins ${lastToken(before)} and ${firstToken(after)}: an operator or a comma may be missing`,
    wrong: 'int n = 5\nprintf("%d\\n", n);',
    right: 'int n = 5;\nprintf("%d\\n", n);',
  },
  {
    name: 'for without its semicolons',
    says: /^expected ';' in 'for' statement specifier$/,
    means: ({ code }) =>
      /for\s*\([^;]*:/.test(code)
        ? 'C has no loop over the elements of an array: a for counts'
        : 'The ( ) of a for hold three parts with a ; between each two: for (start; condition; step)',
    advice: ({ code }) =>
      /for\s*\([^;]*:/.test(code)
        ? 'Count an index, and use it: for (int i = 0; i < length; i++) … a[i] …'
        : 'Count the ; in the ( ): there are two, also where a part is empty, and no commas in their place',
    wrong: 'for (int i = 0; i < 3) {\n  puts("hello");\n}',
    right: 'for (int i = 0; i < 3; i++) {\n  puts("hello");\n}',
  },
  {
    name: 'else after a semicolon',
    says: /^expected expression$/,
    when: ({ after, above, diagnostic, line }) =>
      /^else\b/.test(after) &&
      [above, line((diagnostic.place?.line ?? 0) - 2) ?? ''].some((text) => /^\s*if\s*\(.*\)\s*;/.test(text)),
    means: 'The ; after the condition ends the if, so this else belongs to no if',
    advice: 'Remove the ; after the condition of the if',
    wrong: 'int n = 1;\nif (n == 1);\n  puts("one");\nelse\n  puts("other");',
    right: 'int n = 1;\nif (n == 1)\n  puts("one");\nelse\n  puts("other");',
  },
  {
    name: 'else without if',
    says: /^expected expression$/,
    when: ({ after }) => /^else\b/.test(after),
    means:
      'This else belongs to no if: there may be only one statement, or one block in { }, between an if and its else',
    advice: 'Put { } around all that belongs to the if, or look for a } that is missing or too many above',
    wrong: 'int n = 1;\nif (n == 1)\n  puts("one");\n  puts("first");\nelse\n  puts("other");',
    right: 'int n = 1;\nif (n == 1) {\n  puts("one");\n  puts("first");\n} else\n  puts("other");',
  },
  {
    name: 'three equals signs',
    says: /^expected expression$/,
    when: ({ before, after }) => before.endsWith('==') && after.startsWith('='),
    means: 'C compares with == and has no ===',
    advice: 'Write ==',
    wrong: 'int n = 3;\nif (n === 3) puts("three");',
    right: 'int n = 3;\nif (n == 3) puts("three");',
  },
  {
    name: 'comparison written backwards or apart',
    says: /^expected expression$/,
    when: ({ before, after }) => /[=<>!]\s*$/.test(before) && /^[=<>]/.test(after),
    means: ({ before, after }) =>
      `${lastToken(before)} and ${firstToken(after)} are two signs here. The comparisons of C are ==, !=, <, >, <= and >=, each written in this order and without a blank inside`,
    advice: ({ before, after }) =>
      /^>/.test(after) ? 'Write >=' : `Write ${lastToken(before)}${/^[=<>]/.exec(after)?.[0] ?? ''} without a blank`,
    wrong: 'int n = 3;\nif (n => 3) puts("at least three");',
    right: 'int n = 3;\nif (n >= 3) puts("at least three");',
  },
  {
    name: 'half a condition after && or ||',
    says: /^expected expression$/,
    when: ({ before, after }) =>
      /(?:&&|\|\|)\s*$/.test(before) && /^[<>=!]=?\s*[\w"'(]/.test(after) && !/^!\w/.test(after),
    means: ({ before }) =>
      `${/(&&|\|\|)\s*$/.exec(before)?.[1] ?? '&&'} joins two whole conditions, and the second one does not say what is compared`,
    advice: ({ before }) => {
      const name = /(\w+)\s*[<>=!]=?[^<>=!]*$/.exec(before)?.[1];
      return name === undefined
        ? 'Repeat the variable in the second condition'
        : `Repeat ${name} in the second condition`;
    },
    wrong: 'int age = 5;\nif (age > 3 && < 9) puts("child");',
    right: 'int age = 5;\nif (age > 3 && age < 9) puts("child");',
  },
  {
    name: 'type in a call',
    says: /^expected expression$/,
    when: ({ before, after }) => TYPE_WORD.test(after) && /\w\s*\([^()]*$/.test(before),
    means: ({ before, after }) =>
      `This calls ${/(\w+)\s*\([^()]*$/.exec(before)?.[1] ?? 'the function'}, and a call gives values only: the type ${firstToken(after)} belongs where the function is defined`,
    advice: ({ after }) => `Remove ${firstToken(after)} here`,
    wrong: 'void show(int n) { printf("%d\\n", n); }\nint main(void) {\n  int age = 2;\n  show(int age);\n}',
    right: 'void show(int n) { printf("%d\\n", n); }\nint main(void) {\n  int age = 2;\n  show(age);\n}',
    frame: 'file',
  },
  {
    name: 'format without quotes',
    says: /^expected expression$/,
    when: ({ before, after }) => after.startsWith('%') && /\b\w*(?:printf|scanf)\s*\(/.test(before),
    means: 'The format is a text, and a text is written in double quotes',
    advice: 'Put " before the % and after the end of the format',
    wrong: 'int n = 1;\nprintf(%d, n);',
    right: 'int n = 1;\nprintf("%d", n);',
  },
  {
    name: 'braces assigned after the declaration',
    says: /^expected expression$/,
    when: ({ before, after }) => /=\s*$/.test(before) && after.startsWith('{'),
    means: ({ before }) =>
      `A list in { } gives values where a variable is declared. This assigns to ${/(\w+)[^\w]*$/.exec(before)?.[1] ?? 'a variable'} later, where a list is no value`,
    advice: 'Give the list in the declaration, or assign the members or elements one by one',
    wrong: 'struct point { int x, y; } p;\np = {1, 2};\nprintf("%d\\n", p.x);',
    right: 'struct point { int x, y; } p = {1, 2};\nprintf("%d\\n", p.x);',
  },
  {
    name: '#define with an equals sign',
    says: /^expected expression$/,
    when: (seen) => {
      const line = noteLineOf(seen, 'expanded from macro');
      return line !== undefined && /#\s*define\s+\w+\s*=/.test(seen.line(line) ?? '');
    },
    means: (seen) =>
      `${macroOf(seen) ?? 'The name'} stands for all that follows it in the #define${onLine(noteLineOf(seen, 'expanded from macro'))}, and that begins with =`,
    advice: 'Remove the = in the #define',
    wrong: '#define SIZE = 10\nint main(void) {\n  int a[SIZE] = {0};\n  printf("%d\\n", a[0]);\n}',
    right: '#define SIZE 10\nint main(void) {\n  int a[SIZE] = {0};\n  printf("%d\\n", a[0]);\n}',
    frame: 'file',
  },
  {
    name: 'sign that C does not have',
    says: /^expected expression$/,
    when: ({ after }) => /^[@`$#\\?]/.test(after),
    means: ({ after }) => `${firstToken(after)} has no meaning at this place in C`,
    advice: ({ after }) =>
      after.startsWith('`')
        ? 'A text is written in double quotes: "text"'
        : `Remove ${firstToken(after)}, or put it into a text in quotes`,
    wrong: 'printf(`hello`);',
    right: 'printf("hello");',
  },
  {
    name: 'no value where one is needed',
    says: /^expected expression$/,
    means: ({ before, after }) =>
      `C expects a value here, such as a number, a name or a call, and finds ${after.trim() === '' ? 'the end of the line' : firstToken(after)}${before.trim() === '' ? '' : ` after ${lastToken(before)}`}`,
    advice: 'Look at what comes directly before: something is missing there, or one sign is too many',
    wrong: 'int n = 1 + ;\nprintf("%d\\n", n);',
    right: 'int n = 1 + 2;\nprintf("%d\\n", n);',
  },
  {
    name: 'and, or, not as words',
    says: /^expected '\)'$/,
    when: ({ after, isC }) => isC && /^\s*(?:and|or)\b/.test(after),
    means: ({ after }) => `C writes ${firstToken(after)} as ${firstToken(after) === 'and' ? '&&' : '||'}`,
    advice: ({ after }) =>
      `Write ${firstToken(after) === 'and' ? '&&' : '||'} in its place, or #include <iso646.h>, which has the words`,
    wrong: 'int a = 1, b = 1;\nif (a and b) puts("both");',
    right: 'int a = 1, b = 1;\nif (a && b) puts("both");',
  },
  {
    name: 'backslash outside of quotes',
    says: /^expected '\)'$/,
    when: ({ after }) => /^\s*\\/.test(after),
    means: '\\n means a new line inside of the quotes only',
    advice: 'Move the closing " after it',
    wrong: 'printf("hello" \\n);',
    right: 'printf("hello\\n");',
  },
  {
    name: 'missing comma between arguments',
    says: /^expected '\)'$/,
    when: ({ before, after }) => /["\w)\]]\s*$/.test(before) && /^\s*["\w]/.test(after) && /\w\s*\(/.test(before),
    means: ({ before, after }) =>
      `${lastToken(before)} and ${firstToken(after)} follow each other without anything between them`,
    advice: 'Separate what a function is given by commas',
    wrong: 'int n = 1;\nprintf("%d\\n" n);',
    right: 'int n = 1;\nprintf("%d\\n", n);',
  },
  {
    name: 'C++ reference in C',
    says: /^expected '\)'$/,
    when: ({ isC, before, after }) => isC && /^\s*&/.test(after) && /\w\s*\((?:.*,)?\s*(?:\w+\s+)*\w+\s*$/.test(before),
    means: 'Parameters with & are references, which C++ has and C has not',
    advice: 'Take a pointer, int *n, use *n inside of the function, and call it with &name',
    wrong: 'void add_one(int &n) { n++; }\nint main(void) {\n  int n = 1;\n  add_one(n);\n  return n;\n}',
    right: 'void add_one(int *n) { (*n)++; }\nint main(void) {\n  int n = 1;\n  add_one(&n);\n  return n;\n}',
    frame: 'file',
  },
  {
    name: 'call outside of a function',
    says: /^expected parameter declarator$/,
    means: ({ before }) => {
      const name = /(\w+)\s*\(/.exec(before)?.[1];
      return `This line is outside of every function, where ${name === undefined ? 'a call' : `${name}( … )`} is read as a declaration`;
    },
    advice: 'Move it into a function, such as main(); if it was meant to be in one, look for a } too many above',
    wrong: 'int main(void) {\n  puts("one");\n  }\n  puts("two");\n  return 0;\n}',
    right: 'int main(void) {\n  puts("one");\n  puts("two");\n  return 0;\n}',
    frame: 'file',
  },
  {
    name: 'missing )',
    says: /^expected '\)'$/,
    means: (seen) => `A ( opened${onLine(noteLineOf(seen, 'to match'))} is not closed here`,
    advice: 'Count the ( and the ) of the line: each ( needs one )',
    wrong: 'int n = 3;\nif ((n > 2) && (n < 9) {\n  puts("between");\n}',
    right: 'int n = 3;\nif ((n > 2) && (n < 9)) {\n  puts("between");\n}',
  },
  {
    name: 'one ) too many',
    says: /^extraneous '\)'/,
    means: 'This ) closes nothing: the ( of the condition is closed already',
    advice: 'Remove one ), or add the ( that it belongs to',
    wrong: 'int n = 3;\nif (n > 2)) {\n  puts("large");\n}',
    right: 'int n = 3;\nif (n > 2) {\n  puts("large");\n}',
  },
  {
    name: '#define with a semicolon',
    says: /^unexpected ';' before '(.+)'$|^expected '[\])]'$/,
    when: (seen) => /#\s*define\b.*;\s*$/.test(seen.line(noteLineOf(seen, 'expanded from macro') ?? 0) ?? ''),
    means: (seen) =>
      `${macroOf(seen) ?? 'The name'} stands for all that follows it in the #define${onLine(noteLineOf(seen, 'expanded from macro'))}, and that ends with a ;`,
    advice: 'Remove the ; at the end of the #define',
    wrong: '#define SIZE 10;\nint main(void) {\n  int a[SIZE] = {0};\n  printf("%d\\n", a[0]);\n}',
    right: '#define SIZE 10\nint main(void) {\n  int a[SIZE] = {0};\n  printf("%d\\n", a[0]);\n}',
    frame: 'file',
  },
  {
    name: 'missing ]',
    says: /^expected '\]'$/,
    means: (seen) => `A [ opened${onLine(noteLineOf(seen, 'to match'))} is not closed here`,
    advice: ({ after }) => `Put a ] before ${firstToken(after)}`,
    wrong: 'int a[3] = {1, 2, 3};\nprintf("%d\\n", a[1);',
    right: 'int a[3] = {1, 2, 3};\nprintf("%d\\n", a[1]);',
  },
  {
    name: 'missing } at the end',
    says: /^expected '}'$/,
    means: (seen) =>
      `The file ends and a } is missing: counted from the end, none is left for the {${onLine(noteLineOf(seen, 'to match'))}`,
    advice:
      'Find the block that is not closed, and put a } at its end. Lines that are indented too far for what they do show where',
    wrong: 'int main(void) {\n  for (int i = 0; i < 3; i++) {\n    puts("hello");\n  return 0;\n}',
    right: 'int main(void) {\n  for (int i = 0; i < 3; i++) {\n    puts("hello");\n  }\n  return 0;\n}',
    frame: 'file',
  },
  {
    name: '} missing before a function',
    says: /^function definition is not allowed here$/,
    when: ({ before }) => /^\S/.test(before),
    means: ({ before }) =>
      `The function before ${/(\w+)\s*\([^()]*\)?\s*$/.exec(before)?.[1] ?? 'this one'} is not closed yet, so this one would be inside of it`,
    advice: 'Put the } that is missing at the end of a block or of the function above',
    wrong: 'void greet(int n) {\n  if (n > 0) {\n    puts("hello");\n}\nint main(void) {\n  greet(1);\n  return 0;\n}',
    right:
      'void greet(int n) {\n  if (n > 0) {\n    puts("hello");\n  }\n}\nint main(void) {\n  greet(1);\n  return 0;\n}',
    frame: 'file',
  },
  {
    name: 'function inside a function',
    says: /^function definition is not allowed here$/,
    means: ({ before }) =>
      `${/(\w+)\s*\([^()]*\)?\s*$/.exec(before)?.[1] ?? 'This function'} is defined inside of another function, which C does not allow`,
    advice: 'Move it out, in front of the function that uses it',
    wrong: 'int main(void) {\n  int twice(int n) {\n    return 2 * n;\n  }\n  printf("%d\\n", twice(2));\n}',
    right: 'int twice(int n) {\n  return 2 * n;\n}\nint main(void) {\n  printf("%d\\n", twice(2));\n}',
    frame: 'file',
  },
  {
    name: 'one } too many',
    says: /^extraneous closing brace \('}'\)$/,
    means: 'This } closes nothing: every { above it is closed already',
    advice: 'Remove it, or a } further up that closes a block too early',
    wrong: 'int main(void) {\n  puts("hello");\n  return 0;\n}\n}',
    right: 'int main(void) {\n  puts("hello");\n  return 0;\n}',
    frame: 'file',
  },
  {
    name: 'semicolon after a function’s first line',
    says: /^expected identifier or '\('$/,
    when: ({ after, above }) => after.startsWith('{') && above.endsWith(';'),
    means: 'The ; at the end of the line above ends the function there, so this { begins nothing',
    advice: 'Remove that ;',
    wrong: 'int twice(int n);\n{\n  return 2 * n;\n}\nint main(void) { return twice(2); }',
    right: 'int twice(int n)\n{\n  return 2 * n;\n}\nint main(void) { return twice(2); }',
    frame: 'file',
  },
  {
    name: 'statement outside of a function',
    says: /^expected identifier or '\('$/,
    when: ({ before, after }) => before.trim() === '' && /^(?:for|while|if|do|switch|return|break|else)\b/.test(after),
    means: ({ after }) => `This ${firstToken(after)} is outside of every function, and only declarations may be there`,
    advice: 'Move it into a function, such as main(); if it was meant to be in one, look for a } too many above',
    wrong: 'for (int i = 0; i < 3; i++) {\n  puts("hello");\n}\nint main(void) {\n}',
    right: 'int main(void) {\n  for (int i = 0; i < 3; i++) {\n    puts("hello");\n  }\n}',
    frame: 'file',
  },
  {
    name: 'decimal comma',
    says: /^expected identifier or '\('$/,
    when: ({ before, after }) => /\d,\s*$/.test(before) && /^\d/.test(after),
    means:
      'C writes numbers with a point: a comma begins the next variable of the declaration, and a name cannot begin with a digit',
    advice: ({ before, after }) => `Write ${/(\d+),\s*$/.exec(before)?.[1] ?? ''}.${/^\d+/.exec(after)?.[0] ?? ''}`,
    wrong: 'double pi = 3,14;\nprintf("%f\\n", pi);',
    right: 'double pi = 3.14;\nprintf("%f\\n", pi);',
  },
  {
    name: 'name that begins with a digit',
    says: /^expected identifier or '\('$|^invalid suffix '(\w+)' on integer constant$/,
    when: ({ after, before }) =>
      /^\d+[A-Za-z_]/.test(after) && (TYPE_WORD.test(before.trim()) || /^\d+[g-zG-Z_]\w/.test(after)),
    means: ({ after }) =>
      `${/^\w+/.exec(after)?.[0] ?? 'This'} begins with a digit, so C reads a number with letters after it`,
    advice: 'Begin a name with a letter; write the unit of a number in a comment',
    wrong: 'int 2nd = 5;\nprintf("%d\\n", 2nd);',
    right: 'int second = 5;\nprintf("%d\\n", second);',
  },
  {
    name: 'letters after a number',
    says: /^invalid suffix '(\w+)' on (?:integer|floating) constant$/,
    means: ({ match }) => `${match[1] ?? ''} follows a number directly, and C knows no such ending of a number`,
    advice: ({ match }) =>
      /^[A-Za-z_]$/.test(match[1] ?? '')
        ? `For a product, write * between the number and ${match[1] ?? ''}`
        : `Remove ${match[1] ?? ''}; if it is a unit, write it in a comment`,
    wrong: 'int weight = 5kg;\nprintf("%d\\n", weight);',
    right: 'int weight = 5; /* kg */\nprintf("%d\\n", weight);',
  },
  {
    name: 'keyword as a name',
    says: /^expected identifier or '\('$|^expected member name|^expected identifier$/,
    when: ({ after }) => KEYWORD.test(after),
    means: ({ after }) => `${firstToken(after)} is a word of the language, and cannot be a name`,
    advice: 'Choose another name',
    wrong: 'int default = 5;\nprintf("%d\\n", default);',
    right: 'int usual = 5;\nprintf("%d\\n", usual);',
  },
  {
    name: 'point in place of a comma',
    says: /^expected identifier$/,
    when: ({ before }) => /\.\s*$/.test(before),
    means: 'A . selects a member of a struct, and its name must follow',
    advice: 'After the . write the member’s name; between the values for a function write a comma',
    wrong: 'printf("%d\\n". 3);',
    right: 'printf("%d\\n", 3);',
  },
  {
    name: 'no name where one is needed',
    says: /^expected identifier or '\('$/,
    means: ({ before, after }) =>
      `C expects a name here, as in a declaration, and finds ${firstToken(after) || 'the end of the line'}${before.trim() === '' ? '' : ` after ${lastToken(before)}`}`,
    advice: 'Look at what comes directly before, and at the end of the line above',
    wrong: 'int = 5;',
    right: 'int five = 5;\nprintf("%d\\n", five);',
  },
  {
    name: 'condition without parentheses',
    says: /^expected '\(' after '(\w+)'$/,
    means: ({ match }) => `The condition of ${match[1] ?? 'if'} is written in ( )`,
    advice: ({ match }) => `Write ${match[1] ?? 'if'} ( … )`,
    wrong: 'int n = 1;\nif n == 1 {\n  puts("one");\n}',
    right: 'int n = 1;\nif (n == 1) {\n  puts("one");\n}',
  },
  {
    name: 'array brackets before the name',
    says: /^brackets are not allowed here; to declare an array/,
    means: 'In C the [ ] of an array come after its name',
    advice: ({ after, code }) =>
      `Write the [ ] after the name, as in int ${/\]\s*(\w+)/.exec(after)?.[1] ?? /(\w+)\s*=/.exec(code)?.[1] ?? 'a'}[]`,
    wrong: 'int[] a = {1, 2};\nprintf("%d\\n", a[0]);',
    right: 'int a[] = {1, 2};\nprintf("%d\\n", a[0]);',
  },
  {
    name: 'missing opening quote',
    says: /^missing terminating '"' character$/,
    when: ({ after }) => /^"\s*[),;]/.test(after),
    means: ({ before }) =>
      `This " ends a text that has no " at its beginning, so ${lastToken(before)} is taken for a name`,
    advice: 'Put a " where the text begins',
    wrong: 'puts(hello");',
    right: 'puts("hello");',
  },
  {
    name: 'missing double quote',
    says: /^missing terminating '"' character$/,
    means: 'A text begins at this " and does not end in its line',
    advice: 'Put a " at the end of the text; a text that holds a " writes it as \\"',
    wrong: 'puts("hello);',
    right: 'puts("hello");',
  },
  {
    name: 'missing single quote',
    says: /^missing terminating '?'?'? character$/,
    means: "A character begins at this ' and does not end in its line",
    advice: "Put a ' directly after the character",
    wrong: "char c = 'a;\nputchar(c);",
    right: "char c = 'a';\nputchar(c);",
  },
  {
    name: 'empty character',
    says: /^empty character constant$/,
    means: "There is exactly one character between single quotes, and '' has none",
    advice: "Write ' ' for a blank, '\\0' for the end of a text, or \"\" for a text without characters",
    wrong: "char c = '';\nputchar(c);",
    right: "char c = ' ';\nputchar(c);",
  },
  {
    name: 'curly quotes',
    says: /^(?:unexpected character|character) <U\+20(?:1[89ABCDEF])>/i,
    means: 'This is a curly quote, as word processors and web pages have them. C knows the straight ones only',
    advice: ({ match, diagnostic }) =>
      /U\+20(?:18|19|1A|1B)/i.test(match[0] ?? diagnostic.message) ? "Type ' in its place" : 'Type " in its place',
    wrong: 'printf(“Hello\\n”);',
    right: 'printf("Hello\\n");',
  },
  {
    name: 'long dash',
    says: /^(?:unexpected character|character) <U\+(?:201[0-5]|2212)>/i,
    means: 'This is a dash, as word processors and web pages have it, and no minus',
    advice: 'Type - in its place',
    wrong: 'int n = 3 – 2;\nprintf("%d\\n", n);',
    right: 'int n = 3 - 2;\nprintf("%d\\n", n);',
  },
  {
    name: 'blank that is none',
    says: /^treating Unicode character as whitespace|^(?:unexpected character|character) <U\+(?:00A0|3000)>|^identifier contains Unicode character <U\+\w+> that is invisible/i,
    means:
      'There is a character here that looks like a blank, or like nothing, and is another one; it often comes from a web page',
    advice: 'Remove it, and type a blank if there is to be one',
    wrong: 'int n = 3;\u00a0\nprintf("%d\\n", n);',
    right: 'int n = 3;\nprintf("%d\\n", n);',
  },
  {
    name: 'character that looks like a sign of C',
    says: /^treating Unicode character <U\+(\w+)> as an identifier character rather than as '(.+)' symbol/,
    means: ({ match }) =>
      `This looks like ${match[2] ?? 'a sign of C'} and is another character, such as a keyboard for another script types it`,
    advice: ({ match }) => `Type ${match[2] ?? 'the sign'} in its place`,
    wrong: 'puts("hello")；',
    right: 'puts("hello");',
  },
  {
    name: 'character that C does not know',
    says: /^(?:unexpected character|character) <U\+(\w+)>/,
    means: 'C allows this character in a text or a comment only',
    advice: 'Remove it, or type the sign that it stands for',
    wrong: 'int n = 3 × 2;\nprintf("%d\\n", n);',
    right: 'int n = 3 * 2;\nprintf("%d\\n", n);',
  },
];
