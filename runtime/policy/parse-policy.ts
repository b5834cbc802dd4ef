import { isRightName, RIGHT_NAMES, type RightName } from '../abi/rights.ts';
import { err, ok, type Result } from '../base/result.ts';
import {
  policy,
  type ClockPolicy,
  type Limits,
  type ListeningSocket,
  type Personality,
  type Policy,
  type Preopen,
  type RandomPolicy,
  type StdinPolicy,
} from './policy.ts';

/** Why something is no policy. */
export interface PolicyProblem {
  /** Where in it: `preopens[1].guest`; empty for the whole. */
  readonly at: string;
  /** A sentence without its full stop; says where by itself. */
  readonly message: string;
}

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

/**
 * The policy that `value` is, or the first thing that is wrong with it. Reads what was pasted, linked and stored, so
 * nothing about `value` is taken for granted: sizes are bounded, a field that is not known is refused rather than
 * passed over. Only `v` and `preopens` must be there; what else is missing is as `policy()` has it.
 */
export function parsePolicy(value: unknown): Result<Policy, PolicyProblem> {
  const reader = new Reader();
  const parsed = reader.policy(value);
  return reader.problem === undefined ? ok(parsed) : err(reader.problem);
}

/** As `parsePolicy`, from text that should be JSON. */
export function parsePolicyText(text: string): Result<Policy, PolicyProblem> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? shown(error.message, 120) : '';
    return err({ at: '', message: `This is not JSON${why && `: ${why}`}` });
  }
  return parsePolicy(value);
}

type Fields = Readonly<Record<string, unknown>>;

/** Goes on after a problem with harmless values, and remembers the first one only. */
class Reader {
  problem: PolicyProblem | undefined;

  policy(value: unknown): Policy {
    const defaults = policy();
    const fields = this.fields(value, '', Object.keys(defaults), ['v', 'preopens']);
    if ('v' in fields && fields['v'] !== 1) {
      const isNewer = typeof fields['v'] === 'number' && fields['v'] > 1;
      this.fail('v', isNewer ? 'This policy is of a newer version than is known here' : 'v must be 1');
    }
    const read = <K extends keyof Policy>(name: K, parse: (value: unknown, at: string) => Policy[K]): Policy[K] =>
      name in fields ? parse(fields[name], name) : defaults[name];
    return {
      v: 1,
      preopens: read('preopens', (given, at) => this.preopens(given, at)),
      clocks: read('clocks', (given, at) => this.clocks(given, at)),
      random: read('random', (given, at) => this.random(given, at)),
      limits: read('limits', (given, at) => this.limits(given, at)),
      personality: read('personality', (given, at) => this.oneOf<Personality>(given, at, ['strict', 'modern'])),
      stdin: read('stdin', (given, at) => this.stdin(given, at)),
      listen: read('listen', (given, at) => this.listen(given, at)),
    };
  }

  fail(at: string, message: string): void {
    this.problem ??= { at, message };
  }

  private preopens(value: unknown, at: string): readonly Preopen[] {
    const preopens = this.list(value, at, MOST.preopens, 'preopens').map((one, i) => this.preopen(one, `${at}[${i}]`));
    const guests = preopens.map(({ guest }) => guest);
    const names = guests.map(libcName);
    const twice = names.findIndex((name, i) => names.indexOf(name) !== i);
    const first = guests[names.indexOf(names[twice] ?? '')] ?? '';
    if (twice >= 0 && first !== guests[twice]) {
      this.fail(`${at}[${twice}].guest`, sameNameProblem(first, guests[twice] ?? ''));
    }
    if (twice >= 0)
      this.fail(`${at}[${twice}].guest`, `Two preopens have the guest name ${quoted(guests[twice] ?? '')}`);
    return preopens;
  }

  private preopen(value: unknown, at: string): Preopen {
    const must = ['folder', 'guest', 'base', 'inheriting'];
    const { folder, guest, base, inheriting, ask = false } = this.fields(value, at, [...must, 'ask'], must);
    return {
      folder: this.folder(folder, `${at}.folder`),
      guest: this.guest(guest, `${at}.guest`),
      base: this.rights(base, `${at}.base`),
      inheriting: this.rights(inheriting, `${at}.inheriting`),
      ask: this.boolean(ask, `${at}.ask`),
    };
  }

  private folder(value: unknown, at: string): string {
    const folder = this.text(value, at, MOST.folderChars);
    const why = folderProblem(folder);
    if (why !== undefined) this.fail(at, why);
    return folder;
  }

  private guest(value: unknown, at: string): string {
    const guest = this.text(value, at, MOST.guestChars);
    const why = guestProblem(guest);
    if (why !== undefined) this.fail(at, why);
    return guest;
  }

  /** In witx order, each once. */
  private rights(value: unknown, at: string): readonly RightName[] {
    const names = this.list(value, at, RIGHT_NAMES.length, 'rights');
    for (const name of names) {
      if (typeof name !== 'string') this.fail(at, `${at} must hold names of rights, and holds ${kindOf(name)}`);
      else if (!isRightName(name)) this.fail(at, `There is no right called ${quoted(name)} (in ${at})`);
    }
    return RIGHT_NAMES.filter((name) => names.includes(name));
  }

  private clocks(value: unknown, at: string): ClockPolicy {
    const kind = this.kind(value, at, ['exact', 'coarse', 'frozen']);
    switch (kind) {
      case 'exact':
        this.fields(value, at, ['kind'], []);
        return { kind };
      case 'coarse': {
        const { stepNs } = this.fields(value, at, ['kind', 'stepNs'], ['stepNs']);
        return { kind, stepNs: this.integer(stepNs, `${at}.stepNs`, 1, MOST.stepNs) };
      }
      case 'frozen': {
        const { atNs } = this.fields(value, at, ['kind', 'atNs'], ['atNs']);
        return { kind, atNs: this.nanoseconds(atNs, `${at}.atNs`) };
      }
    }
  }

  private nanoseconds(value: unknown, at: string): string {
    const text = this.text(value, at, 20);
    if (/^\d{1,20}$/.test(text) && BigInt(text) <= MOST.atNs) return String(BigInt(text));
    this.fail(at, `${at} must be nanoseconds since 1970 as a decimal string, and is ${quoted(text)}`);
    return '0';
  }

  private random(value: unknown, at: string): RandomPolicy {
    const kind = this.kind(value, at, ['real', 'seeded']);
    if (kind === 'real') {
      this.fields(value, at, ['kind'], []);
      return { kind };
    }
    const { seed } = this.fields(value, at, ['kind', 'seed'], ['seed']);
    return { kind, seed: this.integer(seed, `${at}.seed`, 0, MOST.seed) };
  }

  private stdin(value: unknown, at: string): StdinPolicy {
    const kind = this.kind(value, at, ['terminal', 'text', 'file', 'empty']);
    switch (kind) {
      case 'text': {
        const { text } = this.fields(value, at, ['kind', 'text'], ['text']);
        return { kind, text: this.text(text, `${at}.text`, MOST_STDIN_CHARS) };
      }
      case 'file': {
        const { path } = this.fields(value, at, ['kind', 'path'], ['path']);
        return { kind, path: this.projectFile(path, `${at}.path`) };
      }
      case 'terminal':
      case 'empty':
        this.fields(value, at, ['kind'], []);
        return { kind };
    }
  }

  /** A path within the project: names, with slashes between them. */
  private projectFile(value: unknown, at: string): string {
    const path = this.text(value, at, MOST.folderChars);
    if (this.problem === undefined && !isPlainPath(path)) {
      this.fail(at, `${at} must be the path of a file in the project, such as data/in.txt, and is ${quoted(path)}`);
    }
    return path;
  }

  private limits(value: unknown, at: string): Limits {
    const { openFiles, memoryPages } = this.fields(
      value,
      at,
      ['openFiles', 'memoryPages'],
      ['openFiles', 'memoryPages'],
    );
    return {
      openFiles: this.integer(openFiles, `${at}.openFiles`, 0, MOST.openFiles),
      memoryPages: this.integer(memoryPages, `${at}.memoryPages`, 1, MOST.memoryPages),
    };
  }

  private listen(value: unknown, at: string): readonly ListeningSocket[] {
    const sockets = this.list(value, at, MOST.sockets, 'sockets').map((one, i) => {
      const { port } = this.fields(one, `${at}[${i}]`, ['port'], ['port']);
      return { port: this.integer(port, `${at}[${i}].port`, 1, MOST.port) };
    });
    const ports = sockets.map(({ port }) => port);
    const twice = ports.find((port, i) => ports.indexOf(port) !== i);
    if (twice !== undefined) this.fail(at, `Two sockets listen on port ${twice}`);
    return sockets;
  }

  /** The own fields of an object that has no others than `known`, and all of `must`. */
  private fields(value: unknown, at: string, known: readonly string[], must: readonly string[]): Fields {
    const what = at === '' ? 'A policy' : at;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      if (this.problem === undefined) this.fail(at, `${what} must be an object, and is ${kindOf(value)}`);
      return {};
    }
    const names = Object.keys(value);
    const strange = names.find((name) => !known.includes(name));
    if (strange !== undefined) this.fail(at, `${what} has a field that is not known: ${quoted(strange)}`);
    const missing = must.find((name) => !names.includes(name));
    if (missing !== undefined) this.fail(at, `${what} lacks the field “${missing}”`);
    return Object.fromEntries(Object.entries(value).filter(([name]) => known.includes(name)));
  }

  private kind<K extends string>(value: unknown, at: string, kinds: readonly [K, ...K[]]): K {
    const given = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
    if (typeof value !== 'object' || value === null) this.fail(at, `${at} must be an object, and is ${kindOf(value)}`);
    return this.oneOf(given, `${at}.kind`, kinds);
  }

  private oneOf<K extends string>(value: unknown, at: string, choices: readonly [K, ...K[]]): K {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.fail(at, `${at} must be ${listed(choices)}, and is ${kindOf(value)}`);
    return found ?? choices[0];
  }

  private list(value: unknown, at: string, most: number, what: string): readonly unknown[] {
    if (!Array.isArray(value)) {
      this.fail(at, `${at} must be a list, and is ${kindOf(value)}`);
      return [];
    }
    if (value.length <= most) return value;
    this.fail(at, `${at} holds ${value.length} ${what}; ${most} is the most`);
    return [];
  }

  private text(value: unknown, at: string, most: number): string {
    if (typeof value !== 'string') this.fail(at, `${at} must be text, and is ${kindOf(value)}`);
    else if (value.length > most) this.fail(at, `${at} is ${value.length} characters long; ${most} is the most`);
    else return value;
    return '';
  }

  private integer(value: unknown, at: string, least: number, most: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.fail(at, `${at} must be a whole number from ${least} to ${most}, and is ${kindOf(value)}`);
    return least;
  }

  private boolean(value: unknown, at: string): boolean {
    if (typeof value !== 'boolean') this.fail(at, `${at} must be true or false, and is ${kindOf(value)}`);
    return value === true;
  }
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

/** Names with slashes between them, none of which is empty or leads elsewhere. */
function isPlainPath(path: string): boolean {
  return !hasControls(path) && !path.split('/').some((name) => name === '' || name === '.' || name === '..');
}

/** Why a preopen cannot have this guest name; undefined: it can. */
export function guestProblem(guest: string): string | undefined {
  if (guest === '') return 'A guest name cannot be empty; “.” is the program’s current folder';
  if (guest.length > MOST.guestChars) return `A guest name has at most ${MOST.guestChars} characters`;
  return hasControls(guest) ? `A guest name cannot hold control characters, and ${quoted(guest)} does` : undefined;
}

/** C0, DEL, C1, and what turns the direction of writing round: nothing that a name should do to whoever reads it. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const ALL_CONTROLS = new RegExp(CONTROLS, 'g');

function hasControls(text: string): boolean {
  return CONTROLS.test(text);
}

function shown(text: string, most: number): string {
  const plain = text.slice(0, most + 1).replace(ALL_CONTROLS, '\ufffd');
  return text.length > most ? `${plain.slice(0, most)}…` : plain;
}

function quoted(text: string): string {
  return `“${shown(text, 40)}”`;
}

function listed(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

/** What it is instead, in a few words. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : `an ${typeof value}`;
}
