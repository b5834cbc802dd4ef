import type { Mistake } from './mistake.ts';
import { a, lastToken, noteLineOf, onLine } from './source-words.ts';

/** The name, element or expression that the place begins with, as it is written. */
function written(after: string): string {
  return /^[*&]?[\w.>[\]-]+/.exec(after)?.[0] ?? 'this';
}

/** Variables and what is done with them: arrays, operators, constants, values that are lost or never given. */
export const VALUES: readonly Mistake[] = [
  {
    name: 'text assigned to an array',
    says: /^array type 'char\[\d+\]' is not assignable$/,
    means: ({ before }) =>
      `${/(\w+)\W*$/.exec(before)?.[1] ?? 'An array'} is an array, and = does not copy arrays; only a declaration takes a text with =`,
    advice: ({ before }) =>
      `Copy the text with strcpy(${/(\w+)\W*$/.exec(before)?.[1] ?? 'name'}, …) of <string.h>; the array needs room for it and for the \\0 at its end`,
    wrong: 'char name[20];\nname = "Ann";\nputs(name);',
    right: 'char name[20];\nstrcpy(name, "Ann");\nputs(name);',
    headers: ['string.h'],
  },
  {
    name: 'array assigned',
    says: /^array type '(.+)' is not assignable$/,
    means: ({ before }) => `${/(\w+)\W*$/.exec(before)?.[1] ?? 'This'} is an array, and = does not copy arrays`,
    advice: 'Copy element by element in a loop, or with memcpy() of <string.h>',
    wrong: 'int a[2] = {1, 2}, b[2];\nb = a;\nprintf("%d\\n", b[0]);',
    right: 'int a[2] = {1, 2}, b[2];\nmemcpy(b, a, sizeof b);\nprintf("%d\\n", b[0]);',
    headers: ['string.h'],
  },
  {
    name: 'array begun with something else',
    says: /^array initializer must be an initializer list/,
    means: 'An array begins with a list of values in { }, or with a text in quotes if it is of char',
    advice: 'Give the list; to begin with what another array holds, copy it in a loop or with memcpy()',
    wrong: 'int a[2] = {1, 2};\nint b[2] = a;\nprintf("%d\\n", b[0]);',
    right: 'int a[2] = {1, 2};\nint b[2] = {a[0], a[1]};\nprintf("%d\\n", b[0]);',
  },
  {
    name: 'more values than elements',
    says: /^excess elements in (?:array|struct|scalar) initializer$/,
    means: 'There are more values than there is room for; the rest is thrown away',
    advice: 'Make the array longer, leave its length out, int a[] = …, or remove a value',
    wrong: 'int a[2] = {1, 2, 3};\nprintf("%d\\n", a[0]);',
    right: 'int a[3] = {1, 2, 3};\nprintf("%d\\n", a[0]);',
  },
  {
    name: 'text longer than its array',
    says: /^initializer-string for char array is too long/,
    means: 'The text has more characters than the array; the rest, and the \\0 at its end, are cut off',
    advice: 'Leave the length out, char s[] = …, so that it fits; a text needs one element more than it has characters',
    wrong: 'char s[3] = "hello";\nputchar(s[0]);',
    right: 'char s[] = "hello";\nputchar(s[0]);',
  },
  {
    name: 'array without its length',
    says: /^definition of variable with array type needs an explicit size or an initializer$/,
    means: ({ after }) => `The compiler has to know how many elements ${/^\w+/.exec(after)?.[0] ?? 'the array'} has`,
    advice: 'Write the number of elements into the [ ]',
    wrong: 'int a[];\na[0] = 1;\nprintf("%d\\n", a[0]);',
    right: 'int a[10];\na[0] = 1;\nprintf("%d\\n", a[0]);',
  },
  {
    name: 'length that is no whole number',
    says: /^'(\w+)' declared as an array with a negative size$|^size of array has non-integer type '(.+)'$/,
    means: 'The length of an array is a whole number greater than 0',
    advice: 'Write such a number into the [ ]',
    wrong: 'int a[2.5];\na[0] = 1;\nprintf("%d\\n", a[0]);',
    right: 'int a[2];\na[0] = 1;\nprintf("%d\\n", a[0]);',
  },
  {
    name: 'global array whose length is a variable',
    says: /^variable length array declaration not allowed at file scope$|^variable length array declaration cannot have 'static' storage/,
    means:
      'Outside of functions the length of an array has to be known when the program is compiled, and a variable is not, not even a const one',
    advice: 'Write the number, or give it a name with #define or enum',
    wrong: 'int size = 3;\nint a[size];\nint main(void) { return a[0]; }',
    right: '#define SIZE 3\nint a[SIZE];\nint main(void) { return a[0]; }',
    frame: 'file',
  },
  {
    name: 'array of variable length with values',
    says: /^variable-sized object may not be initialized$/,
    means: 'The length of this array is a variable, and such an array cannot be given values where it is declared',
    advice: 'Write the length as a number, or assign the elements afterwards',
    wrong: 'int n = 2;\nint a[n] = {1, 2};\nprintf("%d\\n", a[0]);',
    right: 'int a[2] = {1, 2};\nprintf("%d\\n", a[0]);',
  },
  {
    name: 'global variable that is computed',
    says: /^initializer element is not a compile-time constant$/,
    means:
      'A variable outside of functions, or a static one, gets its value before the program begins, so the value has to be known when the program is compiled',
    advice: 'Assign the value at the beginning of main()',
    wrong: 'int first = 1;\nint second = first + 1;\nint main(void) { return second; }',
    right: 'int first = 1;\nint second;\nint main(void) {\n  second = first + 1;\n  return second;\n}',
    frame: 'file',
  },
  {
    name: 'index past the end of an array',
    says: /^array index (-?\d+) is (past the end|before the beginning) of (?:the|that) array/,
    means: ({ match, after, before, diagnostic }) => {
      const length = Number(/'[^'[]*\[(\d+)\]/.exec(diagnostic.message)?.[1]);
      const name = /^\w+/.exec(after)?.[0] ?? /(\w+)\[\s*$/.exec(before)?.[1] ?? 'The array';
      return length > 0
        ? `${name} has ${length} elements, numbered 0 to ${length - 1}, so there is no ${name}[${match[1] ?? ''}]`
        : `There is no element ${match[1] ?? ''}: they are numbered from 0`;
    },
    advice: 'Use a smaller index, or make the array longer',
    wrong: 'int a[2] = {1, 2};\nprintf("%d\\n", a[2]);',
    right: 'int a[2] = {1, 2};\nprintf("%d\\n", a[1]);',
  },
  {
    name: 'index that is no whole number',
    says: /^array subscript is not an integer$/,
    means: 'Elements are numbered with whole numbers',
    advice: 'Make the index an int',
    wrong: 'int a[2] = {1, 2};\ndouble i = 1;\nprintf("%d\\n", a[i]);',
    right: 'int a[2] = {1, 2};\nint i = 1;\nprintf("%d\\n", a[i]);',
  },
  {
    name: 'element of what is no array',
    says: /^subscripted value is not an array, pointer, or vector$/,
    means: ({ before, after }) =>
      `${after.startsWith('[') ? (/[\w[\]]+$/.exec(before)?.[0] ?? 'This') : lastToken(/^\w+/.exec(after)?.[0] ?? 'This')} is no array, so it has no elements`,
    advice: 'Remove the [ ], or declare an array with as many [ ]',
    wrong: 'int n = 3;\nprintf("%d\\n", n[2]);',
    right: 'int n[3] = {1, 2, 3};\nprintf("%d\\n", n[2]);',
  },
  {
    name: '* before what is no pointer',
    says: /^indirection requires pointer operand \('(.+)' invalid\)$/,
    means: ({ after, match }) =>
      `${written(after).replace(/^\*/, '') || 'This'} is ${a(match[1] ?? 'value')}, and * takes what lies at an address`,
    advice: 'Remove the *, or use the pointer',
    wrong: 'int n = 3;\nprintf("%d\\n", *n);',
    right: 'int n = 3;\nprintf("%d\\n", n);',
  },
  {
    name: '& before a value without a place',
    says: /^cannot take the address of an rvalue of type/,
    means: 'A number or a result lies nowhere in memory, so it has no address',
    advice: 'Store it in a variable, and take the address of that',
    wrong: 'int *p = &3;\nprintf("%d\\n", *p);',
    right: 'int n = 3;\nint *p = &n;\nprintf("%d\\n", *p);',
  },
  {
    name: 'wrong side of =',
    says: /^expression is not assignable$/,
    means:
      'Only a variable, an element or a member can be on the left of =, or have ++ or --. This is a number or the result of an expression',
    advice: ({ code }) =>
      /\b(?:if|while)\b/.test(code) ? 'Compare with ==' : 'Put the variable on the left and the value on the right',
    wrong: 'int a = 1;\n5 = a;\nprintf("%d\\n", a);',
    right: 'int a = 1;\na = 5;\nprintf("%d\\n", a);',
  },
  {
    name: 'constant changed',
    says: /^cannot assign to (?:variable|non-static data member) '(\w+)' with const-qualified type|^read-only variable is not assignable$/,
    means: (seen) =>
      `${(seen.match[1] ?? '') || 'What is assigned to'} is declared const${onLine(noteLineOf(seen, 'variable'))}, which says that it keeps its value`,
    advice: 'Remove const from the declaration, or use another variable',
    wrong: 'const int n = 1;\nn = 2;\nprintf("%d\\n", n);',
    right: 'int n = 1;\nn = 2;\nprintf("%d\\n", n);',
  },
  {
    name: 'texts added with +',
    says: /^invalid operands to binary expression \('(?:const )?char ?[*[].*' and '(?:const )?char ?[*[].*'\)$/,
    means: '+ does not join texts: C has no operator for that',
    advice:
      'Print them one after the other, printf("%s%s", a, b), or join them in an array with strcat() of <string.h>',
    wrong: 'puts("good " + "day");',
    right: 'printf("%s%s\\n", "good ", "day");',
  },
  {
    name: 'remainder of a fractional number',
    says: /^invalid operands to binary expression \('(?:.*double.*|.*float.*)' and|^invalid operands to binary expression \('.*' and '(?:double|float)'\)$/,
    when: ({ code }) => code.includes('%'),
    means: '% gives the remainder of whole numbers only',
    advice: 'Use fmod(a, b) of <math.h>, or make both values int',
    wrong: 'double d = 5.5;\nprintf("%f\\n", d % 2);',
    right: 'double d = 5.5;\nprintf("%f\\n", fmod(d, 2));',
    headers: ['math.h'],
  },
  {
    name: 'operator between values that do not fit',
    says: /^invalid operands to binary expression \('(.+?)' and '(.+?)'\)$/,
    means: ({ match }) => `This operator does not work on ${a(match[1] ?? '')} and ${a(match[2] ?? '')}`,
    advice:
      'Use values of types that it works on, such as two numbers: take an element with [ ], a member with . or what a pointer points to with *',
    wrong: 'int n = 2, *p = &n;\nprintf("%d\\n", p * 2);',
    right: 'int n = 2, *p = &n;\nprintf("%d\\n", *p * 2);',
  },
  {
    name: 'number added to a text',
    says: /^adding '(.+)' to a string(?: pointer)? does not append to the string$/,
    means: ({ match }) =>
      `+ does not join a text and ${a(match[1] ?? 'number')}: it skips that many characters of the text`,
    advice: 'Print both with printf(), such as printf("n is %d\\n", n)',
    wrong: 'int n = 3;\nputs("n is " + n);',
    right: 'int n = 3;\nprintf("n is %d\\n", n);',
  },
  {
    name: '^ in place of a power',
    says: /^result of '(.+?)' is (.+?); did you mean/,
    means: ({ match }) => `^ combines bits and is no power: ${match[1] ?? 'this'} is ${match[2] ?? 'another number'}`,
    advice: 'Use pow() of <math.h>, or write the product',
    wrong: 'printf("%d\\n", 2 ^ 8);',
    right: 'printf("%d\\n", 2 * 2 * 2);',
  },
  {
    name: 'variable without a value',
    says: /^variable '(\w+)' is uninitialized when used here$/,
    means: (seen) =>
      `${seen.match[1] ?? 'The variable'} has been given no value when it is used here, so it has whatever lies in memory`,
    advice: (seen) =>
      `Give it a value in its declaration${onLine(noteLineOf(seen, 'initialize the variable'))}${/^\*|\*\s*$/.test(seen.after + seen.before) ? ', such as the address of a variable' : ', such as 0'}`,
    wrong: 'int sum;\nfor (int i = 0; i < 3; i++) sum += i;\nprintf("%d\\n", sum);',
    right: 'int sum = 0;\nfor (int i = 0; i < 3; i++) sum += i;\nprintf("%d\\n", sum);',
  },
  {
    name: 'variable that gets a value only sometimes',
    says: /^variable '(\w+)' (?:is used uninitialized whenever (.+)|may be uninitialized when used here)$/,
    means: (seen) =>
      `${seen.match[1] ?? 'The variable'} gets no value when this ${/'(\w+)'/.exec(seen.match[2] ?? '')?.[1] ?? 'part'} goes the other way, and is used${onLine(noteLineOf(seen, 'uninitialized use'))} all the same`,
    advice: (seen) =>
      `Give it a value in its declaration${onLine(noteLineOf(seen, 'initialize the variable'))}, or in every case`,
    wrong: 'int n, c = getchar();\nif (c > 3) n = 1;\nprintf("%d\\n", n);',
    right: 'int n = 0, c = getchar();\nif (c > 3) n = 1;\nprintf("%d\\n", n);',
  },
  {
    name: 'variable used in its own declaration',
    says: /^variable '(\w+)' is uninitialized when used within its own initialization$/,
    means: ({ match }) =>
      `${match[1] ?? 'The variable'} has no value yet where its own first value is computed from it`,
    advice: 'Begin with a number, or with another variable',
    wrong: 'int n = n + 1;\nprintf("%d\\n", n);',
    right: 'int n = 1;\nprintf("%d\\n", n);',
  },
  {
    name: 'variable that is not used',
    says: /^unused variable '(\w+)'$/,
    means: ({ match }) => `${match[1] ?? 'The variable'} is declared and never used. The program works`,
    advice: 'Remove it, or check whether another name was written where it was meant',
    wrong: 'int total = 3;',
    right: 'int total = 3;\nprintf("%d\\n", total);',
  },
  {
    name: 'variable that is only set',
    says: /^variable '(\w+)' set but not used$/,
    means: ({ match }) => `${match[1] ?? 'The variable'} is given values that nothing ever reads. The program works`,
    advice: 'Remove it, or check whether another name was written where it was meant',
    wrong: 'int total;\ntotal = 3;',
    right: 'int total;\ntotal = 3;\nprintf("%d\\n", total);',
  },
  {
    name: 'function named and not called',
    says: /^expression result unused$/,
    when: ({ after }) => /^[A-Za-z_]\w*\s*;/.test(after),
    means: ({ after }) =>
      `The name ${/^\w+/.exec(after)?.[0] ?? ''} alone does nothing; a function is called with ( ), also where it is given nothing`,
    advice: ({ after }) => `Write ${/^\w+/.exec(after)?.[0] ?? 'name'}(); if it is a function`,
    wrong: 'void greet(void) { puts("hello"); }\nint main(void) {\n  greet;\n}',
    right: 'void greet(void) { puts("hello"); }\nint main(void) {\n  greet();\n}',
    frame: 'file',
  },
  {
    name: 'result thrown away',
    says: /^expression result unused$|^ignoring return value of function declared with \w+ attribute$/,
    means: 'A value is computed here and thrown away, so the line does nothing',
    advice: 'Store it with =, return it or print it',
    wrong: 'int a = 1, b = 2;\na + b;\nprintf("%d %d\\n", a, b);',
    right: 'int a = 1, b = 2;\nint c = a + b;\nprintf("%d %d %d\\n", a, b, c);',
  },
  {
    name: 'variable assigned to itself',
    says: /^explicitly assigning value of variable of type '(.+)' to itself/,
    means: ({ after }) =>
      `Both sides of = are the same variable${/^(\w+)/.test(after) ? `, ${/^(\w+)/.exec(after)?.[1] ?? ''}` : ''}: nothing changes`,
    advice: 'Give the parameter or the variable inside another name',
    wrong: 'int size;\nvoid set_size(int size) { size = size; }\nint main(void) {\n  set_size(1);\n  return size;\n}',
    right:
      'int size;\nvoid set_size(int wanted) { size = wanted; }\nint main(void) {\n  set_size(1);\n  return size;\n}',
    frame: 'file',
  },
  {
    name: 'division by zero',
    says: /^(?:division|remainder) by zero is undefined$/,
    means: 'The number on the right is 0, and nothing can be divided by 0: the program stops there',
    advice: 'Divide by another number, or check before that it is not 0',
    wrong: 'int n = 3;\nprintf("%d\\n", n / 0);',
    right: 'int n = 3;\nprintf("%d\\n", n / 2);',
  },
  {
    name: 'number too large for its type',
    says: /^implicit conversion from '(.+?)'(?: \(aka '.+?'\))? to '(.+?)'(?: \(aka '.+?'\))? changes value from (\S+) to (\S+)$/,
    when: ({ match }) => !/\./.test(match[3] ?? ''),
    means: ({ match }) =>
      `${match[3] ?? 'The number'} does not fit into ${a(match[2] ?? '')}, and becomes ${match[4] ?? 'another number'}`,
    advice: ({ match }) =>
      match[2] === 'char'
        ? 'Use an int; a char holds -128 to 127'
        : 'Use a larger type, such as long long, or a smaller number',
    wrong: 'int n = 3000000000;\nprintf("%d\\n", n);',
    right: 'long long n = 3000000000;\nprintf("%lld\\n", n);',
  },
  {
    name: 'fraction lost',
    says: /^implicit conversion from '(.+?)' to '(.+?)' changes value from (\S+) to (\S+)$/,
    means: ({ match }) =>
      `${/^[aeiou]/.test(match[2] ?? '') ? 'An' : 'A'} ${match[2] ?? 'int'} holds whole numbers: ${match[3] ?? ''} becomes ${match[4] ?? ''}`,
    advice: 'Use a double',
    wrong: 'int n = 3.7;\nprintf("%d\\n", n);',
    right: 'double n = 3.7;\nprintf("%f\\n", n);',
  },
  {
    name: 'result too large for its type',
    says: /^overflow in expression; result is (\S+) with type '(.+)'$/,
    means: ({ match }) =>
      `The result is too large for ${a(match[2] ?? 'int')}, which both numbers are, and becomes ${(match[1] ?? '').replaceAll("'", '')}`,
    advice: 'Make one of the numbers a long long by writing LL after it, and store the result in a long long',
    wrong: 'long long n = 1000000 * 1000000;\nprintf("%lld\\n", n);',
    right: 'long long n = 1000000LL * 1000000;\nprintf("%lld\\n", n);',
  },
  {
    name: 'number too large for any type',
    says: /^integer literal is too large to be represented in any integer type$/,
    means: 'No type of whole numbers is so large: unsigned long long ends at 18446744073709551615',
    advice: 'Write it with a point, as a double, or keep its digits in a text',
    wrong: 'double n = 99999999999999999999;\nprintf("%f\\n", n);',
    right: 'double n = 99999999999999999999.0;\nprintf("%f\\n", n);',
  },
  {
    name: 'number that begins with 0',
    says: /^invalid digit '(\d)' in octal constant$/,
    means: ({ match }) =>
      `A whole number that begins with 0 is octal, and counts in eights: there is no digit ${match[1] ?? '8'}`,
    advice: 'Remove the 0 in front',
    wrong: 'int month = 09;\nprintf("%d\\n", month);',
    right: 'int month = 9;\nprintf("%d\\n", month);',
  },
  {
    name: 'sizeof of an array parameter',
    says: /^sizeof on array function parameter will return size of '(.+?)' instead of|^'sizeof \((\w+)\)' will return the size of the pointer/,
    means:
      'A function is given the address of an array only, so sizeof gives the size of an address there, and not that of the array',
    advice: 'Give the function the number of elements as a parameter of its own',
    wrong:
      'int length(int a[]) { return sizeof(a) / sizeof(a[0]); }\nint main(void) {\n  int a[3] = {0};\n  return length(a);\n}',
    right:
      'int sum(int a[], int length) { return a[0] + a[length - 1]; }\nint main(void) {\n  int a[3] = {0};\n  return sum(a, 3);\n}',
    frame: 'file',
  },
  {
    name: 'abs of a fractional number',
    says: /^using integer absolute value function 'abs' when argument is of floating point type$/,
    means: 'abs() is for whole numbers: the part after the point is cut off first',
    advice: 'Use fabs() of <math.h>',
    wrong: 'double d = -1.5;\nint n = abs(d);\nprintf("%d\\n", n);',
    right: 'double d = -1.5;\ndouble n = fabs(d);\nprintf("%f\\n", n);',
    headers: ['stdlib.h', 'math.h'],
  },
  {
    name: 'arguments of memset exchanged',
    says: /^'size' argument to memset is '0'/,
    means: 'memset() takes the memory, the value and then the size: here the size is 0, so nothing is set',
    advice: 'Exchange the last two',
    wrong: 'int a[3];\nmemset(a, sizeof a, 0);\nprintf("%d\\n", a[0]);',
    right: 'int a[3];\nmemset(a, 0, sizeof a);\nprintf("%d\\n", a[0]);',
    headers: ['string.h'],
  },
  {
    name: 'declaration of nothing',
    says: /^declaration does not declare anything$/,
    means: 'There is a type here, and no name after it',
    advice: 'Write the name of the variable after the type',
    wrong: 'int;\nputs("hello");',
    right: 'int n = 1;\nprintf("%d\\n", n);',
  },
  {
    name: 'gets',
    says: /^gets\(\) cannot know how big the buffer is/,
    means: 'gets() stores a line however long it is, so a long one overwrites other variables',
    advice: 'Read with fgets(buffer, sizeof buffer, stdin), which keeps the newline at the end',
    wrong: 'char s[10];\nif (gets(s)) puts(s);',
    right: 'char s[10];\nif (fgets(s, sizeof s, stdin)) puts(s);',
  },
];
