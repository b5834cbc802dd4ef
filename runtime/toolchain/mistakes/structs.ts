import type { Mistake } from './mistake.ts';
import { a, noteLineOf, onLine } from './source-words.ts';

/** struct, union and enum. */
export const STRUCTS: readonly Mistake[] = [
  {
    name: 'missing semicolon after a struct',
    says: /^expected ';' after (struct|union|enum|class)$/,
    means: ({ match }) => `The } of a ${match[1] ?? 'struct'} is followed by a ;`,
    advice: 'Put a ; after the }',
    wrong: 'struct point { int x, y; }\nint main(void) {\n  struct point p = {1, 2};\n  return p.x;\n}',
    right: 'struct point { int x, y; };\nint main(void) {\n  struct point p = {1, 2};\n  return p.x;\n}',
    frame: 'file',
  },
  {
    name: 'value inside a struct',
    says: /^expected ';' at end of declaration list$/,
    when: ({ after, before }) => /^\s*=/.test(after) || /=\s*$/.test(before),
    means: 'A struct says which members there are; values come with the variables of that type',
    advice: 'Remove the = and the value here, and give it where a variable is declared',
    wrong: 'struct point { int x = 1; int y; };\nint main(void) {\n  struct point p = {1, 2};\n  return p.x + p.y;\n}',
    right: 'struct point { int x; int y; };\nint main(void) {\n  struct point p = {1, 2};\n  return p.x + p.y;\n}',
    frame: 'file',
  },
  {
    name: 'missing semicolon inside a struct',
    says: /^expected ';' at end of declaration list$/,
    means: 'Each member of a struct ends with a ;, also the last',
    advice: 'Put a ; there',
    wrong: 'struct point { int x; int y };\nint main(void) {\n  struct point p = {1, 2};\n  return p.x;\n}',
    right: 'struct point { int x; int y; };\nint main(void) {\n  struct point p = {1, 2};\n  return p.x;\n}',
    frame: 'file',
  },
  {
    name: '. in place of ->',
    says: /^member reference type '(.+?)' is a pointer; did you mean to use '->'\?$/,
    means: ({ before, match }) =>
      `${/(\w+)\s*(?:\.\s*)?$/.exec(before)?.[1] ?? 'The variable'} is a pointer, ${match[1] ?? ''}: the members belong to what it points to`,
    advice: 'Write -> in place of the point',
    wrong: 'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2}, *p = &a;\n  return p.x;\n}',
    right: 'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2}, *p = &a;\n  return p->x;\n}',
    frame: 'file',
  },
  {
    name: '-> in place of .',
    says: /^member reference type '(.+?)' is not a pointer; did you mean to use '\.'\?$/,
    means: ({ before, match }) =>
      `${/(\w+)\s*(?:->\s*)?$/.exec(before)?.[1] ?? 'The variable'} is the ${match[1] ?? 'struct'} itself, and -> is for pointers to one`,
    advice: 'Write . in place of ->',
    wrong: 'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2};\n  return a->x;\n}',
    right: 'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2};\n  return a.x;\n}',
    frame: 'file',
  },
  {
    name: 'member that is not there',
    says: /^no member named '(\w+)' in '(.+?)'(?:; did you mean '(\w+)'\?)?/,
    means: ({ match }) => `${match[2] ?? 'The struct'} has no member ${match[1] ?? ''}`,
    advice: ({ match }) =>
      (match[3] ?? '') === ''
        ? `Check how ${match[1] ?? 'it'} is spelt where the struct is defined, or add it there`
        : `There is a ${match[3] ?? ''}: write that if it is meant`,
    wrong: 'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2};\n  return a.z;\n}',
    right: 'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2};\n  return a.y;\n}',
    frame: 'file',
  },
  {
    name: 'member of what has none',
    says: /^member reference base type '(.+?)' is not a structure or union$/,
    means: ({ before, match }) =>
      `${/(\w+)\s*(?:\.|->)?\s*$/.exec(before)?.[1] ?? 'This'} is ${a(match[1] ?? 'value')}, which has no members`,
    advice: ({ match }) =>
      /\[\d*\]$/.test(match[1] ?? '')
        ? 'Take one element first: name[i].member; an array has no length member'
        : 'Remove the . and what follows, or use the variable that is a struct',
    wrong: 'int n = 1;\nprintf("%d\\n", n.value);',
    right: 'int n = 1;\nprintf("%d\\n", n);',
  },
  {
    name: 'struct inside of itself',
    says: /^field has incomplete type '(.+?)'$/,
    when: ({ diagnostic }) => diagnostic.notes.some(({ message }) => message.includes('is not complete until')),
    means: ({ match }) =>
      `A ${match[1] ?? 'struct'} cannot hold another whole one, which would hold another one without end`,
    advice: 'Hold a pointer to it: put a * before the member’s name',
    wrong:
      'struct node { int value; struct node next; };\nint main(void) {\n  struct node n = {1, {0}};\n  return n.value;\n}',
    right:
      'struct node { int value; struct node *next; };\nint main(void) {\n  struct node n = {1, NULL};\n  return n.value;\n}',
    frame: 'file',
  },
  {
    name: 'struct that is not defined',
    says: /^(?:variable|field|parameter|tentative definition|argument) has (?:incomplete )?type '((?:struct|union|enum) \w+)'(?: that is never completed)?|^incomplete definition of type '(.+?)'|^(?:variable|array|tentative definition).*incomplete (?:element )?type '(.+?)'/,
    means: (seen) => {
      const name = seen.match.slice(1).find((group) => group !== '') ?? 'The struct';
      return `${name} is only named${onLine(noteLineOf(seen, 'forward declaration'))}: nothing above says which members it has`;
    },
    advice: 'Define it above, { members } included, or check how its name is spelt',
    wrong: 'struct point { int x; };\nint main(void) {\n  struct pont a = {1};\n  return a.x;\n}',
    right: 'struct point { int x; };\nint main(void) {\n  struct point a = {1};\n  return a.x;\n}',
    frame: 'file',
  },
  {
    name: 'structs in an expression',
    says: /^invalid operands to binary expression \('(struct .+?)' and '(struct .+?)'\)$/,
    means: 'Whole structs can be assigned, and neither compared nor added',
    advice: 'Compare member by member, such as a.x == b.x && a.y == b.y',
    wrong: 'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2}, b = {1, 2};\n  return a == b;\n}',
    right:
      'struct point { int x, y; };\nint main(void) {\n  struct point a = {1, 2}, b = {1, 2};\n  return a.x == b.x && a.y == b.y;\n}',
    frame: 'file',
  },
];
