import { nearestName } from '../report/nearest-name.ts';
import { headerOf } from './headers-by-name.ts';
import type { Mistake, Seen } from './mistake.ts';
import { KEYWORDS, lineWith, noteLineOf, onLine } from './source-words.ts';

/** Words that other languages have where C has something else. */
const OTHER_LANGUAGES: Readonly<Record<string, readonly [meaning: string, advice: string]>> = {
  cout: [
    'cout belongs to C++, and this file is compiled as C',
    'Print with printf(), or give the file a name that ends in .cpp',
  ],
  cin: [
    'cin belongs to C++, and this file is compiled as C',
    'Read with scanf() or fgets(), or give the file a name that ends in .cpp',
  ],
  endl: [
    'endl belongs to C++, and this file is compiled as C',
    'Write \\n in the text, or give the file a name that ends in .cpp',
  ],
  std: [
    'std:: belongs to C++, and this file is compiled as C',
    'Use what C has, or give the file a name that ends in .cpp',
  ],
  new: [
    'new belongs to C++ and Java',
    'Take memory with malloc() of <stdlib.h>, or give the file a name that ends in .cpp',
  ],
  delete: [
    'delete belongs to C++',
    'Give memory back with free() of <stdlib.h>, or give the file a name that ends in .cpp',
  ],
  using: [
    'using belongs to C++, and this file is compiled as C',
    'Remove the line, or give the file a name that ends in .cpp',
  ],
  namespace: [
    'namespace belongs to C++, and this file is compiled as C',
    'Remove it, or give the file a name that ends in .cpp',
  ],
  class: [
    'class belongs to C++, and this file is compiled as C',
    'Use a struct, or give the file a name that ends in .cpp',
  ],
  template: [
    'template belongs to C++, and this file is compiled as C',
    'Write one function for each type, or give the file a name that ends in .cpp',
  ],
  string: [
    'C has no type string: a text is an array of char that ends with \\0',
    'Write char name[100], or const char *name for a text that does not change',
  ],
  String: [
    'C has no type String: a text is an array of char that ends with \\0',
    'Write char name[100], or const char *name for a text that does not change',
  ],
  byte: ['C has no type byte', 'Write unsigned char'],
  boolean: ['C has no type boolean', 'Write bool, with #include <stdbool.h> at the top of the file'],
  Boolean: ['C has no type Boolean', 'Write bool, with #include <stdbool.h> at the top of the file'],
  True: ['True is Python', 'Write true, with #include <stdbool.h> at the top of the file'],
  False: ['False is Python', 'Write false, with #include <stdbool.h> at the top of the file'],
  None: ['None is Python', 'Write NULL for a pointer that points to nothing'],
  null: ['null belongs to other languages', 'Write NULL, with capital letters'],
  nil: ['nil belongs to other languages', 'Write NULL'],
  nullptr: ['nullptr belongs to C++ and to C23', 'Write NULL'],
  var: ['C has no var: a declaration begins with the type', 'Write the type, such as int or double'],
  let: ['C has no let: a declaration begins with the type', 'Write the type, such as int or double'],
  def: ['C has no def: a function begins with the type of its result', 'Write int name(void) { … }'],
  function: ['C has no word function: a function begins with the type of its result', 'Write int name(void) { … }'],
  then: ['C has no then: the statement follows the condition directly', 'Remove then'],
  begin: ['begin is Pascal', 'Write {'],
  end: ['C closes a block with }', 'Write }'],
  elif: ['C has no elif', 'Write else if'],
  elseif: ['C has no elseif', 'Write else if, as two words'],
  elsif: ['C has no elsif', 'Write else if, as two words'],
  System: ['System.out is Java', 'Print with printf()'],
  console: ['console.log is JavaScript', 'Print with printf()'],
  println: [
    'println() belongs to other languages',
    'Print with printf(), with \\n at the end of the text, or with puts()',
  ],
  input: ['input() is Python', 'Read with scanf() or fgets()'],
  len: [
    'len() is Python',
    'strlen() of <string.h> counts the characters of a text; for an array, keep its length in a variable',
  ],
  self: ['self is Python', 'Give the function a pointer to the struct'],
  import: ['import belongs to other languages', 'Write #include <name.h>'],
};

const UNDECLARED = /^(?:use of undeclared identifier|unknown type name|call to undeclared function) '([^']+)'/;

function nameOf({ match }: Seen): string {
  return match[1] ?? '';
}

/** A word of the language in other letters, such as `If` or `whlie`. */
function keywordFor(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (lower !== name && KEYWORDS.includes(lower)) return lower;
  return name.length < 4 ? undefined : nearestName(name, KEYWORDS);
}

/** Where the file declares a variable of that name, after a type or a comma. */
function declarationOf(seen: Seen): number | undefined {
  const name = nameOf(seen);
  return lineWith(
    seen,
    new RegExp(`^(?!\\s*(?:return|goto|else|case)\\b).*(?:\\w|\\*)[\\s*]+${name}\\s*(?:[=;,[):]|$)`),
  );
}

/** Where the file defines or declares the function. */
function functionLine(seen: Seen): number | undefined {
  return lineWith(seen, new RegExp(`^(?:\\w+[\\s*]+)+${nameOf(seen)}\\s*\\(`));
}

function suggestion({ diagnostic }: Seen): string | undefined {
  const texts = [diagnostic.message, ...diagnostic.notes.map(({ message }) => message)];
  for (const text of texts) {
    const found = /did you mean '([^']+)'/.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Names that nothing declares, or that are declared twice. */
export const NAMES: readonly Mistake[] = [
  {
    name: 'missing #include for a function',
    says: /^call to undeclared library function '(\w+)'/,
    means: ({ match }) =>
      `${match[1] ?? ''}() belongs to the library, and the compiler does not know it until its header is included`,
    advice: ({ match, diagnostic }) => {
      const header = diagnostic.notes
        .map(({ message }) => /^include the header <(.+?)>/.exec(message)?.[1])
        .find(Boolean);
      return header === undefined
        ? `Include the header of ${match[1] ?? 'it'}`
        : `Put #include <${header}> at the top of the file`;
    },
    wrong: 'int main(void) {\n  printf("hello\\n");\n}',
    right: '#include <stdio.h>\nint main(void) {\n  printf("hello\\n");\n}',
    frame: 'alone',
  },
  {
    name: 'word of another language',
    says: UNDECLARED,
    when: (seen) => seen.isC && OTHER_LANGUAGES[nameOf(seen)] !== undefined && functionLine(seen) === undefined,
    means: (seen) => OTHER_LANGUAGES[nameOf(seen)]?.[0] ?? '',
    advice: (seen) => OTHER_LANGUAGES[nameOf(seen)]?.[1] ?? '',
    wrong: 'string name = "Ann";\nputs(name);',
    right: 'const char *name = "Ann";\nputs(name);',
  },
  {
    name: 'missing #include for a name',
    says: UNDECLARED,
    when: (seen) => headerOf(nameOf(seen)) !== undefined && functionLine(seen) === undefined,
    means: (seen) =>
      `${nameOf(seen)} belongs to the library, and the compiler does not know it until its header is included`,
    advice: (seen) => `Put #include <${headerOf(nameOf(seen)) ?? ''}> at the top of the file`,
    wrong: 'size_t length = 3;\nint main(void) { return length == 3; }',
    right: '#include <stddef.h>\nsize_t length = 3;\nint main(void) { return length == 3; }',
    frame: 'alone',
  },
  {
    name: 'word of the language misspelt',
    says: UNDECLARED,
    when: (seen) => keywordFor(nameOf(seen)) !== undefined && functionLine(seen) === undefined,
    means: (seen) => `C has no ${nameOf(seen)}; it has ${keywordFor(nameOf(seen)) ?? ''}, and capital letters count`,
    advice: (seen) => `Write ${keywordFor(nameOf(seen)) ?? ''}`,
    wrong: 'int n = 3;\nWhile (n > 0) n--;',
    right: 'int n = 3;\nwhile (n > 0) n--;',
  },
  {
    name: '#include without its #',
    says: /^unknown type name 'include'/,
    means: 'A line that includes a header begins with #',
    advice: 'Write #include',
    wrong: 'include <stdio.h>\nint main(void) { return 0; }',
    right: '#include <stdio.h>\nint main(void) { return 0; }',
    frame: 'alone',
  },
  {
    name: 'misspelt function',
    says: /^call to undeclared function '(\w+)'/,
    when: (seen) => suggestion(seen) !== undefined,
    means: (seen) =>
      `Nothing here is called ${nameOf(seen)}(); there is a ${suggestion(seen) ?? ''}(), and capital letters count`,
    advice: (seen) => `Write ${suggestion(seen) ?? ''} if that is what was meant`,
    wrong: 'prinft("hello\\n");',
    right: 'printf("hello\\n");',
  },
  {
    name: 'function used above its definition',
    says: /^call to undeclared function '(\w+)'/,
    when: (seen) => (functionLine(seen) ?? 0) > (seen.diagnostic.place?.line ?? Infinity),
    means: (seen) =>
      `C reads a file from top to bottom, and ${nameOf(seen)}() comes later only${onLine(functionLine(seen))}`,
    advice: (seen) =>
      `Move ${nameOf(seen)}() above the function that calls it, or put its first line, with a ; at the end, at the top of the file: ${(seen.line(functionLine(seen) ?? 0) ?? '').replace(/\s*\{.*$/, '').trim()};`,
    wrong: 'int main(void) {\n  printf("%d\\n", twice(2));\n}\nint twice(int n) {\n  return 2 * n;\n}',
    right: 'int twice(int n) {\n  return 2 * n;\n}\nint main(void) {\n  printf("%d\\n", twice(2));\n}',
    frame: 'file',
  },
  {
    name: 'function that nothing declares',
    says: /^call to undeclared function '(\w+)'/,
    means: (seen) => `Nothing above declares a function ${nameOf(seen)}()`,
    advice: (seen) =>
      `Check how ${nameOf(seen)} is spelt; if it is your own, define or declare it above; if it is a library’s, include the library’s header`,
    wrong: 'printf("%d\\n", average(1, 2));',
    right: 'printf("%d\\n", (1 + 2) / 2);',
  },
  {
    name: 'misspelt name',
    says: /^(?:use of undeclared identifier|unknown type name) '([^']+)'/,
    when: (seen) => suggestion(seen) !== undefined,
    means: (seen) =>
      `Nothing here is called ${nameOf(seen)}; there is a ${suggestion(seen) ?? ''}${onLine(noteLineOf(seen, `'${suggestion(seen) ?? ''}' declared`))}, and capital letters count`,
    advice: (seen) => `Write ${suggestion(seen) ?? ''} if that is what was meant`,
    wrong: 'int counter = 3;\nprintf("%d\\n", Counter);',
    right: 'int counter = 3;\nprintf("%d\\n", counter);',
  },
  {
    name: 'name used outside of its block',
    says: /^use of undeclared identifier '(\w+)'/,
    when: (seen) => (declarationOf(seen) ?? Infinity) < (seen.diagnostic.place?.line ?? 0),
    means: (seen) =>
      `${nameOf(seen)} is declared${onLine(declarationOf(seen))} inside of another block or function, and exists there only`,
    advice: (seen) =>
      `Declare ${nameOf(seen)} before that block begins, or, if it is another function’s, hand the value over as an argument or a result`,
    wrong: 'for (int i = 0; i < 3; i++) {\n  puts("hello");\n}\nprintf("%d\\n", i);',
    right: 'int i;\nfor (i = 0; i < 3; i++) {\n  puts("hello");\n}\nprintf("%d\\n", i);',
  },
  {
    name: 'variable that nothing declares',
    says: /^use of undeclared identifier '([^']+)'/,
    means: (seen) =>
      `Nothing above declares ${nameOf(seen)}, and a variable must be declared with its type before it is used`,
    advice: (seen) =>
      /^\s*=[^=]/.test(seen.after.slice(nameOf(seen).length))
        ? `Write its type in front, such as int ${nameOf(seen)} = …, or check how it is spelt`
        : `Declare it above, such as int ${nameOf(seen)} = 0; or check how it is spelt; if it is meant as text, put it into quotes`,
    wrong: 'total = 3;\nprintf("%d\\n", total);',
    right: 'int total = 3;\nprintf("%d\\n", total);',
  },
  {
    name: 'typedef used inside of itself',
    says: /^unknown type name '(\w+)'/,
    when: (seen) =>
      (lineWith(seen, new RegExp(`}\\s*\\*?\\s*${nameOf(seen)}\\s*;`)) ?? 0) >=
      (seen.diagnostic.place?.line ?? Infinity),
    means: (seen) => `${nameOf(seen)} gets its meaning at the end of this typedef, and is not known inside of it`,
    advice: (seen) =>
      `Give the struct a name and use that inside: typedef struct ${nameOf(seen)} { … struct ${nameOf(seen)} *next; } ${nameOf(seen)};`,
    wrong:
      'typedef struct {\n  int value;\n  Node *next;\n} Node;\nint main(void) {\n  Node n = {1, NULL};\n  return n.next != NULL;\n}',
    right:
      'typedef struct Node {\n  int value;\n  struct Node *next;\n} Node;\nint main(void) {\n  Node n = {1, NULL};\n  return n.next != NULL;\n}',
    frame: 'file',
  },
  {
    name: 'type that nothing declares',
    says: /^unknown type name '([^']+)'/,
    means: (seen) => `A type is expected here, and nothing above declares a type ${nameOf(seen)}`,
    advice: (seen) =>
      `Check how ${nameOf(seen)} is spelt, include the header that declares it, or put the struct or typedef above`,
    wrong: 'distance length = 3;\nint main(void) { return length == 3; }',
    right: 'typedef int distance;\ndistance length = 3;\nint main(void) { return length == 3; }',
    frame: 'file',
  },
  {
    name: 'struct without its word',
    says: /^must use '(struct|union|enum)' tag to refer to type '(\w+)'/,
    means: ({ match }) => `The name of this type is ${match[1] ?? 'struct'} ${match[2] ?? ''}, both words`,
    advice: ({ match }) =>
      `Write ${match[1] ?? 'struct'} ${match[2] ?? ''}, or give it a name of one word: typedef ${match[1] ?? 'struct'} ${match[2] ?? ''} ${match[2] ?? ''};`,
    wrong: 'struct point { int x, y; };\nint main(void) {\n  point p = {1, 2};\n  return p.x;\n}',
    right: 'struct point { int x, y; };\nint main(void) {\n  struct point p = {1, 2};\n  return p.x;\n}',
    frame: 'file',
  },
  {
    name: 'label that is not there',
    says: /^use of undeclared label '(\w+)'/,
    means: (seen) => `No statement of this function has the label ${nameOf(seen)}`,
    advice: (seen) => `Write ${nameOf(seen)}: in front of the statement to go on with; to leave a loop, use break`,
    wrong: 'int n = 3;\nif (n > 2) goto end;\nputs("small");',
    right: 'int n = 3;\nif (n > 2) goto end;\nputs("small");\nend:',
  },
  {
    name: 'main defined twice',
    says: /^redefinition of 'main'/,
    means: (seen) =>
      `A program begins in one main(), and there is another one${onLine(noteLineOf(seen, 'previous definition'))}`,
    advice: 'Give one of them another name, and call it from the other, or remove it',
    wrong: 'int main(void) { return 0; }\nint main(void) { return 1; }',
    right: 'int other(void) { return 1; }\nint main(void) { return other(); }',
    frame: 'file',
  },
  {
    name: 'defined twice with different types',
    says: /^redefinition of '(\w+)' with a different type: '(.+?)' vs '(.+?)'/,
    means: (seen) =>
      `${nameOf(seen)} is declared${onLine(noteLineOf(seen, 'previous definition'))} as ${seen.match[3] ?? 'another type'}, and cannot be ${seen.match[2] ?? 'this'} as well`,
    advice: (seen) =>
      `To give ${nameOf(seen)} a new value, leave the type out; for another variable, take another name`,
    wrong: 'int n = 1;\ndouble n = 2;\nprintf("%d\\n", n);',
    right: 'int n = 1;\ndouble d = 2;\nprintf("%d %f\\n", n, d);',
  },
  {
    name: 'header included twice',
    says: /^redefinition of '(\w+)'|^redefinition of enumerator '(\w+)'/,
    when: ({ diagnostic }) => diagnostic.place?.file.endsWith('.h') === true,
    means: ({ diagnostic }) =>
      `${diagnostic.place?.file ?? 'The header'} is included more than once in one file, so what it defines is there twice`,
    advice: 'Put #pragma once on the first line of the header',
    wrong: '#include "point.h"\n#include "point.h"\nint main(void) { return 0; }',
    right: '#include "point.h"\nint main(void) { return 0; }',
    frame: 'alone',
  },
  {
    name: 'defined twice',
    says: /^redefinition of '(\w+)'|^redefinition of parameter '(\w+)'/,
    means: (seen) =>
      `${seen.match[1] ?? seen.match[2] ?? ''} is defined already${onLine(noteLineOf(seen, 'previous d'))}`,
    advice: ({ match, after, code }) =>
      /^\w+\s*\(/.test(after) || /^(?:struct|union|enum)\b/.test(code)
        ? 'Remove one of the two, or give one of them another name'
        : `To give ${match[1] ?? 'it'} a new value, leave the type out; for another variable, take another name`,
    wrong: 'int n = 1;\nint n = 2;\nprintf("%d\\n", n);',
    right: 'int n = 1;\nn = 2;\nprintf("%d\\n", n);',
  },
  {
    name: 'function used before its type is known',
    says: /^conflicting types for '(\w+)'/,
    when: ({ diagnostic }) =>
      diagnostic.notes.some(({ message }) => message.startsWith('previous implicit declaration')),
    means: (seen) =>
      `${nameOf(seen)}() is called${onLine(noteLineOf(seen, 'previous implicit'))}, above this definition, where the compiler had to guess that it returns int`,
    advice: (seen) =>
      `Put its first line, with a ; at the end, at the top of the file: ${seen.code.replace(/\s*\{.*$/, '')};`,
    wrong: 'int main(void) {\n  show(2);\n}\nvoid show(int n) {\n  printf("%d\\n", n);\n}',
    right: 'void show(int n);\nint main(void) {\n  show(2);\n}\nvoid show(int n) {\n  printf("%d\\n", n);\n}',
    frame: 'file',
  },
  {
    name: 'declaration that does not fit',
    says: /^conflicting types for '(\w+)'/,
    means: (seen) =>
      `${nameOf(seen)} is declared${onLine(noteLineOf(seen, 'previous d'))} with other types of result or parameters`,
    advice: 'Make both lines the same, but for the parameters’ names',
    wrong: 'int half(int n);\ndouble half(int n) { return n / 2.0; }\nint main(void) { return half(4) > 0; }',
    right: 'double half(int n);\ndouble half(int n) { return n / 2.0; }\nint main(void) { return half(4) > 0; }',
    frame: 'file',
  },
];
