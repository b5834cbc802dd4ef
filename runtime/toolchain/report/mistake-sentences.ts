import { containerText } from './container-text.ts';
import type { Facts } from './facts.ts';
import type { MistakeText } from './mistake-text.ts';
import { STREAM_FUNCTIONS } from './stream-functions.ts';

/** What the source says, as text; undefined: not known. */
export interface FromSource {
  /** Where the block was allocated, and where it was freed. */
  readonly made: string | undefined;
  readonly freed: string | undefined;
  /** The name of the function that is called at the place. */
  readonly called: string | undefined;
  /** Which member or element of a variable it is, as C writes it. */
  readonly part?: string | undefined;
}

type Row = (facts: Facts, places: FromSource) => MistakeText;

/** Every kind of mistake that is found, by the name that the library gives it. */
export const MISTAKES: Readonly<Record<string, Row>> = {
  null: (facts) =>
    scannedInto(facts) ?? {
      what: isCloseTo(facts, 0)
        ? `The program ${accessed(facts)} through a pointer that is NULL`
        : `The program ${accessed(facts)} through a pointer that is nearly NULL (${facts.number('address') ?? 0}): a member or an element of something that NULL points to`,
      details: [],
      remedy:
        'Check the pointer before it is used: a function that finds or opens nothing, or malloc without memory, returns NULL',
    },
  'outside-memory': (facts) => ({
    what: `The program ${accessed(facts)} at an address that is not in its memory`,
    details: [`The address is ${hex(facts.number('address'))}`],
    remedy: 'The pointer was never set, was computed wrongly, or was overwritten. Set every pointer before it is used',
  }),
  constant: (facts) => ({
    what: `The program ${accessed(facts)} to ${variable(facts)}, which cannot be changed`,
    remedy: 'Write char text[] = "…" instead of char *text = "…": an array is a copy that may be changed',
  }),
  'heap-outside': (facts, places) => ({
    what: `The program ${accessed(facts)} ${where(facts)} of a block from malloc`,
    details: blockDetails(facts, places),
    remedy: sizeRemedy(facts),
  }),
  'heap-freed': (facts, places) => ({
    what: `The program ${accessed(facts)} in a block that was freed before`,
    details: blockDetails(facts, places),
    remedy:
      'Use a block only before free(). Set the pointer to NULL after it, and look for other pointers to the same block',
  }),
  'local-outside': (facts) => ({
    what: `The program ${accessed(facts)} ${where(facts)} of ${variable(facts)}`,
    details: variableDetails(facts),
    remedy: sizeRemedy(facts),
  }),
  'local-scope': (facts) => ({
    what: `The program ${accessed(facts)} in ${variable(facts)}, whose block { } is over`,
    details: variableDetails(facts),
    remedy: 'A local variable lives until the end of the { } that it is declared in. Declare it outside of them',
  }),
  'local-returned': (facts) => ({
    what: `The program ${accessed(facts)} in ${variable(facts)} of a function that has returned`,
    details: variableDetails(facts),
    remedy:
      'A local variable is gone when its function returns. Return a block from malloc, or let the caller pass an array',
  }),
  'global-outside': (facts) => ({
    what: `The program ${accessed(facts)} ${where(facts)} of ${variable(facts)}`,
    details: variableDetails(facts),
    remedy: sizeRemedy(facts),
  }),
  'double-free': (facts, places) => ({
    what: `${call(facts)} was given a block that was freed before`,
    details: blockDetails(facts, places),
    remedy: 'Free each block once. Set the pointer to NULL after free(): free(NULL) does nothing',
  }),
  'bad-free': (facts, places) => ({
    what: `${call(facts)} was given ${freedThing(facts)}, which is not what malloc returned`,
    details: blockDetails(facts, places),
    remedy: 'Give free() exactly the pointer that malloc, calloc or realloc returned, and nothing else',
  }),
  mismatch: (facts, places) => ({
    what: `${call(facts)} was given a block that ${facts.text('maker') ?? '?'} had allocated`,
    details: blockDetails(facts, places),
    remedy: 'What malloc gave goes back with free(), what new gave with delete, and what new[] gave with delete[]',
  }),
  container: (facts) => containerText(facts),
  overlap: (facts) => ({
    what: `${call(facts)} was to copy ${bytes(facts.number('length'))} between places that overlap`,
    remedy: 'Use memmove(), which may copy within one array',
  }),
  'null-stream': (facts) => ({
    what: `${call(facts)} was given a FILE * that is NULL`,
    remedy: 'fopen returns NULL when it cannot open the file. Check that first: if (file == NULL) perror("fopen")',
  }),
  'closed-stream': (facts, places) => ({
    what: `${call(facts)} was given a FILE * that was closed before`,
    details: [
      ...(places.made === undefined ? [] : [`It was opened ${places.made}`]),
      ...(places.freed === undefined ? [] : [`It was closed ${places.freed}`]),
    ],
    remedy: 'Use a file only before fclose(), and close it once',
  }),
  unset: (facts, places) => ({
    what: `${unsetUse(facts)} ${unsetSource(facts, places.part)}`,
    details: places.made === undefined ? [] : [`The block was allocated ${places.made}`],
    remedy:
      'Set every variable before it is used, and check that scanf or whatever was to set it has done so: until then it holds whatever was there before',
  }),
  overflow: (facts) => ({
    what: `${operation(facts)} does not fit into ${article(facts.text('type'))}`,
    remedy: 'Use a wider type such as long long, or check the values before',
  }),
  'unsigned-overflow': (facts) => ({
    what: `${operation(facts)} does not fit into ${article(facts.text('type'))}`,
    remedy: 'C allows this, and wraps around; the flag that you gave asks for a report',
  }),
  negation: (facts) => ({
    what: `-(${facts.text('right') ?? '?'}) does not fit into ${article(facts.text('type'))}`,
    remedy: 'The smallest number of a signed type has no positive counterpart. Check for it, or use a wider type',
  }),
  'division-by-zero': (facts) => ({
    what: `The program divided ${facts.text('left') ?? 'an integer'} by zero`,
    remedy: 'Check the divisor before / and %',
  }),
  'float-division-by-zero': (facts) => ({
    what: `The program divided ${facts.text('left') ?? 'a number'} by zero`,
    remedy: 'Check the divisor before /',
  }),
  division: (facts) => ({
    what: `${facts.text('left') ?? '?'} divided by ${facts.text('right') ?? '?'} does not fit into ${article(facts.text('type'))}`,
    remedy: 'The smallest number of a signed type divided by -1 is one too large. Check for it, or use a wider type',
  }),
  'shift-negative': (facts) => ({
    what: `The program shifted ${facts.text('left') ?? 'a number'} by ${facts.text('right') ?? 'a negative number'} bits`,
    remedy: 'A number of bits to shift by is 0 or more. To shift the other way, use the other operator',
  }),
  'shift-too-far': (facts) => ({
    what: `The program shifted ${facts.text('left') ?? 'a number'} by ${facts.text('right') ?? '?'} bits, and ${article(facts.text('type'))} has ${facts.text('bits') ?? '?'}`,
    remedy: 'Shift by less than the number of bits, or convert to a wider type first: (unsigned long long)x << n',
  }),
  'shift-base': (facts) => ({
    what: `${facts.text('left') ?? '?'} shifted by ${facts.text('right') ?? '?'} bits does not fit into ${article(facts.text('type'))}`,
    remedy: 'Shift unsigned numbers: 1u << n',
  }),
  index: (facts) => indexText(facts),
  unreachable: () => ({
    what: 'The program reached a place that it says is never reached',
    remedy: 'Look at what leads there: a case that was left out, or a function that was said not to return',
  }),
  'no-return': () => ({
    what: 'A function that must return a value ended without return',
    remedy: 'Write a return on every way through the function',
  }),
  'array-length': (facts) => ({
    what: `The program made a local array with ${facts.text('length') ?? '?'} elements`,
    remedy: 'An array has 1 element or more. Check the length before the array is declared',
  }),
  'float-cast': (facts) => ({
    what: `${facts.text('value') ?? 'A number'} does not fit into ${article(facts.text('type'))}`,
    remedy: 'Check the number before it is converted, also for infinity and NaN',
  }),
  'invalid-value': (facts) => ({
    what: `A variable of the type ${facts.text('type') ?? '?'} holds ${facts.text('value') ?? 'a value'}, which is no value of that type`,
    remedy: 'Usually it was never set. Give it a value where it is declared',
  }),
  conversion: (facts) => ({
    what: `${facts.text('value') ?? 'A number'} changed to ${facts.text('result') ?? 'another'} when it became ${article(facts.text('type'))}`,
    remedy: 'Use a type that holds the value, or convert it with a cast where that is meant',
  }),
  builtin: () => ({
    what: 'The program counted the leading or trailing zeros of 0, which C does not define',
    remedy: 'Check for 0 before',
  }),
  'null-argument': (facts, { called }) => ({
    what: `${called === undefined ? 'The function that is called here' : `${called}()`} was given ${called !== undefined && STREAM_FUNCTIONS.has(called) ? 'a FILE * that is NULL' : `NULL as its argument ${facts.text('argument') ?? ''}`}`,
    remedy:
      called !== undefined && STREAM_FUNCTIONS.has(called)
        ? 'fopen returns NULL when it cannot open the file. Check that first: if (file == NULL) perror("fopen")'
        : 'Check the pointer before the call',
  }),
  'null-returned': () => ({
    what: 'The function returned NULL, and says that it never does',
    remedy: 'Return a pointer to something, or remove the promise from the declaration',
  }),
  'null-pointer': (facts) => ({
    what: `The program used a pointer to ${facts.text('type') ?? 'something'} that is NULL`,
    remedy: 'Check the pointer before it is used',
  }),
  alignment: (facts) => ({
    what: `The program used ${hex(facts.number('address'))} as the address of ${article(facts.text('type'))}, which needs a multiple of ${facts.text('alignment') ?? '?'}`,
    remedy: 'Copy the bytes with memcpy() into a variable of that type instead of casting the pointer',
  }),
  'too-small': (facts) => ({
    what: `The program used a pointer to ${facts.text('type') ?? 'something'} where there is less memory than that takes`,
    remedy: 'Allocate sizeof of what the pointer points to',
  }),
  'null-offset': () => ({
    what: 'The program computed a pointer from NULL and a distance',
    remedy: 'Check the pointer before',
  }),
  'pointer-overflow': () => ({
    what: 'The program computed a pointer beyond the end of memory',
    remedy: 'Check the index before it is added to the pointer',
  }),
};

/** scanf() was given a small number in place of an address. */
function scannedInto(facts: Facts): MistakeText | undefined {
  const address = facts.number('address') ?? 0;
  const name = facts.text('function');
  if (name === undefined || !/scanf$/.test(name) || facts.text('access') !== 'write') return undefined;
  return {
    what: `${name}() was to store a value at the address ${address}, where no variable is`,
    remedy:
      'Write & before the variable, as in scanf("%d", &n), or let the pointer point to one: scanf needs to know where to store the value',
  };
}

function accessed(facts: Facts): string {
  const access = facts.text('access') === 'write' ? 'wrote' : 'read';
  const by = facts.text('function');
  return `${access} ${bytes(facts.number('length'))}${by === undefined ? '' : ` with ${by}()`}`;
}

function unsetUse(facts: Facts): string {
  const by = facts.text('function');
  if (by === undefined) return 'The program used a value that was never set:';
  return `${by}() was given ${facts.number('text') === 1 ? 'text' : 'a value'} that was never set:`;
}

function unsetSource(facts: Facts, part: string | undefined): string {
  const name = facts.text('name');
  if (name !== undefined)
    return `it comes from ${part === undefined ? '' : `${part}, part of `}the local variable ${name}`;
  if (facts.number('made') === undefined) return 'it comes from memory of the program';
  const word = facts.number('word');
  const bytes = word === undefined ? '' : `bytes ${4 * word} to ${4 * word + 3} of `;
  return `it comes from ${bytes}a block from malloc`;
}

function isCloseTo(facts: Facts, address: number): boolean {
  return facts.number('address') === address;
}

function call(facts: Facts): string {
  const name = facts.text('function') ?? 'free';
  return name.startsWith('delete') ? name : `${name}()`;
}

export function bytes(count: number | undefined): string {
  return count === 1 ? '1 byte' : `${(count ?? 0).toLocaleString('en')} bytes`;
}

function hex(address: number | undefined): string {
  return `0x${(address ?? 0).toString(16)}`;
}

/** Where the first byte that is not allowed lies, seen from the block. */
function where(facts: Facts): string {
  const offset = facts.number('offset');
  const size = facts.number('size');
  if (offset === undefined || size === undefined) return 'outside';
  return offset < 0 ? 'before the beginning' : 'after the end';
}

function variable(facts: Facts): string {
  const name = facts.text('name');
  switch (facts.text('storage')) {
    case 'literal':
      return `the text "${facts.text('text') ?? ''}"`;
    case 'global':
      return name === undefined ? 'a global variable' : `the global variable ${name}`;
    default:
      return name === undefined ? 'a local variable' : `the local variable ${plainName(name)}`;
  }
}

/** clang adds the line of the declaration. */
function plainName(name: string): string {
  return name.replace(/:\d+$/, '');
}

function freedThing(facts: Facts): string {
  const offset = facts.number('offset');
  if (facts.text('storage') !== undefined) return `the address of ${variable(facts)}`;
  if (offset !== undefined && offset > 0) return `an address in the middle of a block`;
  return 'an address';
}

function variableDetails(facts: Facts): readonly string[] {
  const size = facts.number('size');
  if (size === undefined) return [];
  const line = facts.text('line') ?? /:(\d+)$/.exec(facts.text('name') ?? '')?.[1];
  return [`It has ${bytes(size)}${line === undefined ? '' : ` and is declared in line ${line}`}; ${position(facts)}`];
}

function blockDetails(facts: Facts, { made, freed }: FromSource): readonly string[] {
  const size = facts.number('size');
  if (size === undefined) return [];
  if (facts.text('storage') !== undefined) return variableDetails(facts);
  const block = `The block has ${bytes(size)}${made === undefined ? '' : `, allocated ${made}`}`;
  const isAtStart = facts.number('offset') === 0 && facts.text('access') === undefined;
  return [
    `${block}${isAtStart ? '' : `; ${position(facts)}`}`,
    ...(freed === undefined ? [] : [`It was freed ${freed}`]),
  ];
}

/** Where in a block the access is; as an element as well, where the block can be seen as an array of such. */
function position(facts: Facts): string {
  const offset = facts.number('offset') ?? 0;
  const size = facts.number('size') ?? 0;
  const length = facts.number('length') ?? 1;
  const first = offset < 0 ? `${bytes(-offset)} before it` : `byte ${offset} counted from 0`;
  const isArray = facts.text('function') === undefined && length > 1 && size % length === 0 && offset % length === 0;
  if (!isArray || size === length) return `the place is ${first}`;
  const elements = size / length;
  return `as elements of ${length} bytes it has ${elements}, 0 to ${elements - 1}, and this is ${offset / length}`;
}

function sizeRemedy(facts: Facts): string {
  if (facts.text('function') !== undefined)
    return 'Make the array large enough, or say how much fits: a text needs one byte more than it has characters, for the zero at its end';
  return 'The last element of an array of n has the index n - 1: check the index, often < is meant where <= stands';
}

const OPERATIONS: Readonly<Record<string, string>> = { '+': '+', '-': '-', '*': '*' };

function operation(facts: Facts): string {
  const operator = OPERATIONS[facts.text('operator') ?? ''] ?? '?';
  return `${facts.text('left') ?? '?'} ${operator} ${facts.text('right') ?? '?'}`;
}

function article(type: string | undefined): string {
  if (type === undefined) return 'the type';
  return /^[aeiou]/i.test(type) && !type.startsWith('u') ? `an ${type}` : `a ${type}`;
}

function indexText(facts: Facts): MistakeText {
  const index = facts.text('index') ?? '?';
  const elements = Number(/\[(\d+)\]/.exec(facts.text('type') ?? '')?.[1] ?? NaN);
  const has = Number.isNaN(elements)
    ? `outside of an array of the type ${facts.text('type') ?? '?'}`
    : `outside of an array of ${elements} element${elements === 1 ? '' : 's'}, 0 to ${elements - 1}`;
  return {
    what: `The index ${index} is ${has}`,
    remedy: 'The last element of an array of n has the index n - 1: check the index, often < is meant where <= stands',
  };
}
