import { assertNever } from '../base/assert-never.ts';
import { visible } from '../base/visible-text.ts';
import { NO_ACCESS, type Access } from './access.ts';
import {
  readWrite,
  type ClockPolicy,
  type Policy,
  type Preopen,
  type RandomPolicy,
  type StdinPolicy,
} from './policy.ts';
import { accessesOf, levelOf } from './reach.ts';

/**
 * What a program under this policy can do, one phrase each, in the third person: “reads and writes the project’s
 * files”. Says no less than what is granted, the time, randomness, input and output included; the last phrase is that
 * there is nothing else.
 */
export function policyInWords(policy: Policy): readonly string[] {
  const accesses = accessesOf(policy);
  const { clocks, random, stdin } = policy;
  const [time, chance, input] = [timeInWords(clocks), chanceInWords(random), inputInWords(stdin)];
  const granted = [time, chance, input].filter((words) => words !== undefined);
  const withheld = [
    ...(time === undefined ? ['no time'] : []),
    ...(chance === undefined ? ['no randomness'] : []),
    ...(input === undefined ? ['no input'] : []),
  ];
  return [
    ...policy.preopens.map((preopen, i) => preopenInWords(preopen, accesses[i] ?? NO_ACCESS)),
    ...policy.listen.map(({ port }) => `listens on port ${port} of the machine’s own network`),
    ...(granted.length > 0 ? [`gets ${joined(granted)}`] : []),
    'writes to the terminal',
    ...(withheld.length > 0 ? [`gets ${joined(withheld)}`] : []),
    policy.preopens.length === 0 && policy.listen.length === 0 ? 'reaches no file and no network' : 'nothing else',
  ];
}

/** “reads the project’s files”; says the guest's name for them where it is not the usual one. */
function preopenInWords(preopen: Preopen, access: Access): string {
  const { folder, guest, ask } = preopen;
  const name = USUAL_NAMES.get(folder) === guest ? '' : `, which it finds as “${visible(guest)}”`;
  return `${verbs(preopen, access)} ${folderInWords(folder)}${name}${ask ? ', and asks first' : ''}`;
}

const USUAL_NAMES = new Map([
  ['/project', '/'],
  ['/tmp', '/tmp'],
  ['/usr', '/usr'],
]);

/** A folder of the machine, as people call it. */
export function folderInWords(folder: string): string {
  if (folder === '/project') return 'the project’s files';
  if (folder.startsWith('/project/')) return `the project’s folder ${visible(folder.slice('/project/'.length))}`;
  if (folder === '/tmp') return 'temporary files in /tmp';
  return folder === '/usr' ? 'the C headers and libraries in /usr' : `the folder ${visible(folder)}`;
}

function verbs({ base, inheriting }: Preopen, access: Access): string {
  if (holds(base, inheriting, readWrite('', ''))) return 'reads and writes';
  // A program that reads files sees their names, too.
  if (levelOf(access) === 'read') return 'reads';
  const does = VERBS.filter(([of]) => access[of]).map(([, verb]) => verb);
  return does.length === 0 ? 'can do nothing with' : joined(does);
}

const VERBS: readonly (readonly [of: keyof Access, verb: string])[] = [
  ['sees', 'lists'],
  ['reads', 'reads'],
  ['writes', 'changes'],
  ['creates', 'creates'],
  ['removes', 'removes'],
];

function holds(base: Preopen['base'], inheriting: Preopen['inheriting'], other: Preopen): boolean {
  return isSame(base, other.base) && isSame(inheriting, other.inheriting);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((right) => b.includes(right));
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Undefined: a clock that stands still at its beginning says nothing of the time. */
function timeInWords(clocks: ClockPolicy): string | undefined {
  switch (clocks.kind) {
    case 'exact':
      return 'the exact time';
    case 'coarse':
      return `the time in steps of ${durationInWords(clocks.stepNs)}`;
    case 'frozen':
      return clocks.atNs === '0' ? undefined : `a clock that stands still at ${instantInWords(clocks.atNs)}`;
    default:
      return assertNever(clocks, 'clock policy');
  }
}

/** Undefined: the numbers that everyone gets are no randomness. */
function chanceInWords(random: RandomPolicy): string | undefined {
  if (random.kind === 'real') return 'real randomness';
  return random.seed === 0 ? undefined : 'the same random numbers in every run';
}

function inputInWords(stdin: StdinPolicy): string | undefined {
  switch (stdin.kind) {
    case 'terminal':
      return 'your keyboard';
    case 'text':
      return 'a text as its input';
    case 'file':
      return `the project’s file ${visible(stdin.path)} as its input`;
    case 'empty':
      return undefined;
    default:
      return assertNever(stdin, 'choice of stdin');
  }
}

function durationInWords(ns: number): string {
  if (ns < 1e3) return `${ns} ns`;
  if (ns < 1e6) return `${ns / 1e3} µs`;
  return ns < 1e9 ? `${ns / 1e6} ms` : `${ns / 1e9} s`;
}

/** `2023-11-14 22:13:20 UTC` */
function instantInWords(atNs: string): string {
  // Only its calendar is wanted: it is told the time.
  // eslint-disable-next-line no-restricted-globals
  const date = new Date(Number(BigInt(atNs) / 1_000_000n));
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
