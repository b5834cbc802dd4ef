import * as v from 'valibot';
import { isRightName, RIGHT_NAMES, type RightName } from '../abi/rights.ts';
import { err, type Result } from '../base/result.ts';
import {
  boundedList,
  boundedText,
  hasControls,
  kindOf,
  listed,
  parseWith,
  quoted,
  shown,
  wholeNumber,
  type SchemaProblem,
} from '../base/schema-problem.ts';
import { policy, type Policy } from './policy.ts';

/** The folders of the machine that may be granted, with what is in them: the toolchain's own stay its own. */
export const GRANTABLE = ['/project', '/tmp', '/usr'] as const;

/** Characters of the text that a policy may hold as standard input. */
export const MOST_STDIN_CHARS = 1 << 20;

const MOST = {
  preopens: 32,
  sockets: 8,
  folderChars: 1024,
  guestChars: 256,
  openFiles: 65_536,
  /** 4 GiB, all that 32 bits address. */
  memoryPages: 65_536,
  port: 65_535,
  seed: 0xffff_ffff,
  /** A day. */
  stepNs: 86_400e9,
  atNs: 2n ** 64n - 1n,
} as const;

/** In witx order, each once. */
const Rights = v.pipe(
  boundedList(RIGHT_NAMES.length, 'rights', v.unknown()),
  v.check(
    (names) => names.every((name) => typeof name === 'string'),
    ({ input }) =>
      `{at} must hold names of rights, and holds ${kindOf(input.find((name) => typeof name !== 'string'))}`,
  ),
  v.check(
    (names) => names.every(isRight),
    ({ input }) => `There is no right called ${quoted(String(input.find((name) => !isRight(name))))} (in {at})`,
  ),
  v.transform((names): readonly RightName[] => RIGHT_NAMES.filter((name) => names.includes(name))),
);

function isRight(name: unknown): boolean {
  return typeof name === 'string' && isRightName(name);
}

/** Text about which `problem` has nothing to say. */
function textWithout(most: number, problem: (text: string) => string | undefined) {
  return v.pipe(
    boundedText(most),
    v.check(
      (text) => problem(text) === undefined,
      ({ input }) => problem(input) ?? '',
    ),
  );
}

const PreopenSchema = v.strictObject({
  folder: textWithout(MOST.folderChars, folderProblem),
  guest: textWithout(MOST.guestChars, guestProblem),
  base: Rights,
  inheriting: Rights,
  ask: v.optional(v.boolean(), false),
});

const Nanoseconds = v.pipe(
  boundedText(20),
  v.check(
    (text) => /^\d{1,20}$/.test(text) && BigInt(text) <= MOST.atNs,
    ({ input }) => `{at} must be nanoseconds since 1970 as a decimal string, and is ${quoted(input)}`,
  ),
  v.transform((text) => String(BigInt(text))),
);

/** A path within the project: names, with slashes between them. */
const ProjectFile = v.pipe(
  boundedText(MOST.folderChars),
  v.check(
    isPlainPath,
    ({ input }) => `{at} must be the path of a file in the project, such as data/in.txt, and is ${quoted(input)}`,
  ),
);

const DEFAULTS = policy();
const PolicySchema = v.strictObject({
  v: v.custom<1>(
    (given) => given === 1,
    ({ input }) =>
      typeof input === 'number' && input > 1 ? 'This policy is of a newer version than is known here' : 'v must be 1',
  ),
  preopens: v.pipe(
    boundedList(MOST.preopens, 'preopens', PreopenSchema),
    v.check(
      (preopens) => twiceProblem(preopens) === undefined,
      ({ input }) => twiceProblem(input) ?? '',
    ),
  ),
  clocks: v.optional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('exact') }),
      v.strictObject({ kind: v.literal('coarse'), stepNs: wholeNumber(1, MOST.stepNs) }),
      v.strictObject({ kind: v.literal('frozen'), atNs: Nanoseconds }),
    ]),
    DEFAULTS.clocks,
  ),
  random: v.optional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('real') }),
      v.strictObject({ kind: v.literal('seeded'), seed: wholeNumber(0, MOST.seed) }),
    ]),
    DEFAULTS.random,
  ),
  limits: v.optional(
    v.strictObject({ openFiles: wholeNumber(0, MOST.openFiles), memoryPages: wholeNumber(1, MOST.memoryPages) }),
    DEFAULTS.limits,
  ),
  personality: v.optional(v.picklist(['strict', 'modern']), DEFAULTS.personality),
  stdin: v.optional(
    v.variant('kind', [
      v.strictObject({ kind: v.literal('terminal') }),
      v.strictObject({ kind: v.literal('text'), text: boundedText(MOST_STDIN_CHARS) }),
      v.strictObject({ kind: v.literal('file'), path: ProjectFile }),
      v.strictObject({ kind: v.literal('empty') }),
    ]),
    DEFAULTS.stdin,
  ),
  listen: v.optional(
    v.pipe(
      boundedList(MOST.sockets, 'sockets', v.strictObject({ port: wholeNumber(1, MOST.port) })),
      v.check(
        (sockets) => portTwice(sockets) === undefined,
        ({ input }) => `Two sockets listen on port ${portTwice(input)}`,
      ),
    ),
    [],
  ),
}) satisfies v.GenericSchema<unknown, Policy>;

/**
 * The policy that `value` is, or the first thing that is wrong with it. Reads what was pasted, linked and stored, so
 * nothing about `value` is taken for granted: sizes are bounded, a field that is not known is refused rather than
 * passed over. Only `v` and `preopens` must be there; what else is missing is as `policy()` has it.
 */
export function parsePolicy(value: unknown): Result<Policy, SchemaProblem> {
  return parseWith(PolicySchema, value, 'A policy');
}

/** As `parsePolicy`, from text that should be JSON. */
export function parsePolicyText(text: string): Result<Policy, SchemaProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? shown(error.message, 120) : '';
    return err({ at: '', message: `This is not JSON${why && `: ${why}`}` });
  }
  return parsePolicy(value);
}

function twiceProblem(preopens: readonly { readonly guest: string }[]): string | undefined {
  const guests = preopens.map(({ guest }) => guest);
  const names = guests.map(libcName);
  const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
  if (twice < 0) return undefined;
  const [first = '', second = ''] = [guests[names.indexOf(names[twice] ?? '')], guests[twice]];
  return first === second ? `Two preopens have the guest name ${quoted(second)}` : sameNameProblem(first, second);
}

function portTwice(sockets: readonly { readonly port: number }[]): number | undefined {
  const ports = sockets.map(({ port }) => port);
  return ports.find((port, i) => ports.indexOf(port) !== i);
}

/** What libc makes of a guest name: `/data`, `data` and `./data/` are one and the same to it. */
export function libcName(guest: string): string {
  return guest.replace(/^(\/|\.\/|\.$)+/, '').replace(/\/+$/, '');
}

export function sameNameProblem(a: string, b: string): string {
  return `The guest names ${quoted(a)} and ${quoted(b)} are the same to libc`;
}

/** Why a folder cannot be granted by this path, as far as the path itself tells; undefined: it may. */
export function folderProblem(folder: string): string | undefined {
  if (folder.length > MOST.folderChars) return `A folder’s path has at most ${MOST.folderChars} characters`;
  if (!folder.startsWith('/')) return `A folder’s path begins with a slash, and ${quoted(folder)} does not`;
  if (!isPlainPath(folder.slice(1))) {
    return `A folder is named by a plain path such as /project/data, and ${quoted(folder)} is not one`;
  }
  if (GRANTABLE.some((root) => folder === root || folder.startsWith(`${root}/`))) return undefined;
  return `Folders in ${listed(GRANTABLE)} can be granted, and ${quoted(folder)} is in none of them`;
}

/** Names with slashes between them, none of which is empty, `.` or `..`. */
function isPlainPath(path: string): boolean {
  return !hasControls(path) && !path.split('/').some((name) => name === '' || name === '.' || name === '..');
}

/** Why a preopen cannot have this guest name; undefined: it can. */
export function guestProblem(guest: string): string | undefined {
  if (guest === '') return 'A guest name cannot be empty; “.” is the program’s current folder';
  if (guest.length > MOST.guestChars) return `A guest name has at most ${MOST.guestChars} characters`;
  return hasControls(guest) ? `A guest name cannot hold control characters, and ${quoted(guest)} does` : undefined;
}
