import { fileName, folderOf } from '../base/file-name.ts';
import { errnoText, type Errno } from '../abi/errno.ts';
import type { Filetype } from '../abi/flags.ts';
import type { RightName } from '../abi/rights.ts';
import { isHandle, SYSCALLS, type SyscallName } from '../abi/syscalls.ts';
import { visible } from '../base/visible-text.ts';
import type { PolicyChange } from '../policy/amend.ts';
import { folderInWords } from '../policy/in-words.ts';
import { readOnly, type Policy } from '../policy/policy.ts';
import type { CallEvent, TraceEvent, TracedFd, TracedWalk, UnmatchedEvent } from './event.ts';
import { KIND_WORDS } from './kind-words.ts';
import { isNames, quoted } from './wording.ts';

/** Why something did not work, told apart: the six ways in which a C program fails to reach a file. */
export type ExplanationKind =
  /** No preopen covers the path, so libc refused and made no call. */
  | 'no-preopen'
  | 'stepped-outside'
  | 'right-missing'
  /** A right is missing, and libc tells the program something else. */
  | 'reported-otherwise'
  /** The descriptor is of a kind that the call is not for. */
  | 'wrong-kind'
  | 'not-there';

export interface Explanation {
  readonly kind: ExplanationKind;
  /** Sentences: what happened first, then why. */
  readonly because: readonly string[];
  /** How it is known, where no host could have told. */
  readonly evidence?: string;
  readonly rights?: { readonly need: readonly RightName[]; readonly have: readonly RightName[] };
  /** The path, to be drawn component by component. */
  readonly walk?: TracedWalk;
  readonly remedy: Remedy;
}

/** The smallest grant that would allow it, with a phrase for a button's note; or a sentence on why none would. */
export type Remedy =
  | { readonly kind: 'grant'; readonly change: PolicyChange; readonly words: string }
  | { readonly kind: 'none'; readonly why: string };

/** What C sees in errno where the host answered `notcapable` and libc's own function for the call reports something else. */
export const LIBC_REPORTS: Readonly<Partial<Record<SyscallName, Errno>>> = {
  fd_read: 'badf',
  fd_write: 'badf',
  fd_pread: 'badf',
  fd_pwrite: 'badf',
  fd_datasync: 'badf',
  fd_seek: 'spipe',
  fd_tell: 'spipe',
  fd_sync: 'inval',
};

/** Functions of libc that pass `notcapable` on, though write() and read() do not: all of stdio goes through them. */
const PASSING_ON = /^(__stdio_\w+|writev|readv|pwritev|preadv)$/;

/**
 * Explains an event that is one of the six; undefined for everything else. `policy`: what the run was granted.
 * `callers`: the functions on the stack it was made from, where they are known.
 */
export function explain(
  event: TraceEvent,
  policy: Policy,
  callers: readonly (string | undefined)[] = [],
): Explanation | undefined {
  if (event.kind === 'unmatched') return unmatched(event);
  if (event.outcome.kind !== 'failed') return undefined;
  const { failure, errno } = event.outcome;
  switch (failure.kind) {
    case 'escaped':
      return steppedOutside(event, failure.path, policy);
    case 'denied':
      // No grant helps against what was taken back after it.
      if (failure.withdrawn)
        return takenBack(
          `The person who runs the program took ${failure.withdrawn.join(', ')} of this descriptor back while it ran.`,
          failure.need,
        );
      return rightMissing(event, failure, policy, callers);
    case 'revoked':
      return takenBack('The person who runs the program took this descriptor back while it ran.', failure.need);
    case 'declined':
      return takenBack(
        'The folder was granted so that the program has to ask first, and the answer was no.',
        failure.need,
      );
    case 'errno':
      if (failure.notFor !== undefined) return wrongKind(event, failure.notFor, errno);
      return errno === 'noent' ? notThere(event) : undefined;
  }
}

function unmatched({ path, nearest: { folder, guest } }: UnmatchedEvent): Explanation {
  return {
    kind: 'no-preopen',
    because: [
      `No granted folder contains ${quoted(path)}.`,
      'A C program opens files only beneath its preopens, and libc finds the right one by name. It found none, so it answered ENOENT by itself: no system call was made, and the host was never asked.',
    ],
    evidence:
      'How this is known: the project was linked with a wrapper around libc’s look-up, which names such a path in a call that every host answers with badf and that does nothing else.',
    remedy: {
      kind: 'grant',
      change: { kind: 'add-preopen', preopen: readOnly(folder, guest) },
      words: `grants ${folderInWords(folder)} as ${visible(guest)}, for reading`,
    },
  };
}

function steppedOutside(event: CallEvent, path: string, policy: Policy): Explanation {
  const walk = event.walks.at(-1);
  const from = event.fds.at(-1);
  const name = from ? `the granted folder ${visible(from.path)}` : 'the folder that the descriptor stands for';
  const because = walk?.steps.some(({ did }) => did === 'followed-link')
    ? `${quoted(path)} leads through a symbolic link that leaves ${name}.`
    : path.startsWith('/')
      ? `${quoted(path)} is an absolute path, and beneath a descriptor only relative paths count.`
      : `${quoted(path)} leaves ${name}.`;
  return {
    kind: 'stepped-outside',
    because: [
      because,
      'A path may only go down from where it starts. This is refused even where the rest of the path would come back inside, because success would reveal what is outside.',
    ],
    ...(walk ? { walk } : {}),
    remedy: beyondGrant(event, walk, from, policy),
  };
}

/** libc takes the preopen whose name the path begins with, letter by letter: so `/data/..` can be one. */
function beyondGrant(
  event: CallEvent,
  walk: TracedWalk | undefined,
  from: TracedFd | undefined,
  { preopens }: Policy,
): Remedy {
  if (!walk?.beyond || !from) return none('No grant makes an absolute path count beneath a descriptor.');
  if (from.path !== from.preopen)
    return none('The path starts at a descriptor that the program opened, and no grant reaches above that.');
  const text = `${from.path === '/' ? '' : from.path}/${walk.path}`;
  const { path, is } = walk.beyond;
  const isFolder = is === 'folder';
  const [folder, guest] = isFolder ? [path, text] : [folderOf(path) || '/', folderOf(text) || '/'];
  const isTaken = preopens.some((preopen) => preopen.guest === guest);
  if (is === 'nowhere' || folder === '/' || isTaken || (!isFolder && fileName(path) !== fileName(text)))
    return none(
      `It would have reached ${visible(path)}. No preopen can give the program that under this name: use a path that stays inside.`,
    );
  const { base, inheriting } = readOnly(folder, guest);
  const needs = needsOf(event);
  return {
    kind: 'grant',
    change: {
      kind: 'add-preopen',
      preopen: {
        ...readOnly(folder, guest),
        base: [...base, ...needs.base.filter((right) => !base.includes(right))],
        inheriting: [...inheriting, ...needs.inheriting.filter((right) => !inheriting.includes(right))],
      },
    },
    words: `grants ${folderInWords(folder)} as ${visible(guest)}`,
  };
}

type Denied = Extract<Extract<CallEvent['outcome'], { kind: 'failed' }>['failure'], { kind: 'denied' }>;

function rightMissing(
  event: CallEvent,
  { need, have, withdrawn }: Denied,
  policy: Policy,
  callers: readonly (string | undefined)[],
): Explanation {
  const isPassedOn = callers.some((name) => name !== undefined && PASSING_ON.test(name));
  const reported = isPassedOn ? undefined : LIBC_REPORTS[event.call];
  const on = event.outcome.kind === 'failed' ? event.outcome.on : undefined;
  const fd = event.fds.find(({ param }) => param === on?.param);
  const what = fd ? `descriptor ${fd.fd}, ${visible(fd.path)},` : 'the descriptor';
  const lacks =
    on?.set === 'inheriting'
      ? `${what} does not let what is opened beneath it have ${list(need)}.`
      : `${what} does not hold ${list(need)}.`;
  return {
    kind: reported === undefined ? 'right-missing' : 'reported-otherwise',
    because: [
      `${lacks.charAt(0).toUpperCase()}${lacks.slice(1)}`,
      reported === undefined
        ? 'The host answered notcapable, which C sees as ENOTCAPABLE, “Capabilities insufficient”.'
        : `The host answered notcapable. libc tells the program something else: C sees ${reported === 'badf' ? 'EBADF, as if the descriptor were not open' : reported === 'spipe' ? 'ESPIPE, as if it were a pipe' : 'EINVAL'}. Only the trace shows what happened.`,
    ],
    rights: { need, have },
    remedy: withdrawn
      ? none(
          `${list(withdrawn)} was taken back while the program ran. The next run begins with what the policy grants.`,
        )
      : rightsGrant(event, need, fd, on?.set ?? 'base', policy),
  };
}

function wrongKind({ call, fds }: CallEvent, kind: Filetype, errno: Errno): Explanation {
  const fd = fds.find((one) => one.kind === kind);
  const what = fd ? `Descriptor ${fd.fd}, ${visible(fd.path)}, is` : 'The descriptor is';
  return {
    kind: 'wrong-kind',
    because: [
      `${what} ${KIND_WORDS[kind].one}, and ${call} is not for ${KIND_WORDS[kind].many}.`,
      `The host looks at that before it looks at rights: C sees ${errno.toUpperCase()}, “${errnoText(errno)}”.`,
    ],
    remedy: none('No grant would help: no right makes one kind of thing into another.'),
  };
}

/** By a person's own hand: what is there to grant is there again in the next run. */
function takenBack(what: string, need: readonly RightName[]): Explanation {
  return {
    kind: 'right-missing',
    because: [what, 'The host answers notcapable from then on.'],
    rights: { need, have: [] },
    remedy: none('The next run begins with everything that the policy grants.'),
  };
}

function rightsGrant(
  event: CallEvent,
  need: readonly RightName[],
  fd: TracedFd | undefined,
  set: 'base' | 'inheriting',
  { preopens }: Policy,
): Remedy {
  if (event.call === 'fd_fdstat_set_rights')
    return none('Rights only shrink: what was given up, or never held, does not come back, with any grant.');
  const preopen = preopens.find(({ guest }) => guest === fd?.preopen);
  if (!fd || !preopen)
    return none('This descriptor is not a folder of the policy: its rights are the same for every program.');
  const isItself = fd.path === fd.preopen;
  const needs = isItself && event.call === 'path_open' ? needsOf(event) : { base: [], inheriting: [] };
  const wantedBase = isItself && set === 'base' ? need : [];
  const base = [...new Set([...wantedBase, ...needs.base])].filter((right) => !preopen.base.includes(right));
  const inheriting = [...new Set([...(wantedBase.length > 0 ? [] : need), ...needs.inheriting])].filter(
    (right) => !preopen.inheriting.includes(right),
  );
  if (base.length === 0 && inheriting.length === 0)
    return none(
      `The grant of ${visible(preopen.guest)} allows it: the program itself did not ask for ${list(need)} when it opened this, or gave it up.`,
    );
  return {
    kind: 'grant',
    change: { kind: 'add-rights', guest: preopen.guest, base, inheriting },
    words: `adds ${list([...new Set([...base, ...inheriting])])} to ${visible(preopen.guest)}`,
  };
}

/** What a call needs of the folder it is made on: in the table's words, with what its flags ask for. */
function needsOf({ call, args }: CallEvent): {
  readonly base: readonly RightName[];
  readonly inheriting: readonly RightName[];
} {
  const oflags = args['oflags'] ?? [];
  const flags = isNames(oflags) ? oflags : [];
  const [handle] = Object.values(SYSCALLS[call].params).filter(isHandle);
  const when = handle?.when?.filter(({ flag }) => flags.includes(flag)).map(({ right }) => right) ?? [];
  const base = [...(handle?.handle ?? []), ...when];
  // A program that creates a file, or empties one, means to write it; libc asks only for what it knows it will get.
  const isForWriting = call === 'path_open' && (flags.includes('creat') || flags.includes('trunc'));
  return { base, inheriting: isForWriting ? ['fd_write'] : [] };
}

function notThere({ walks }: CallEvent): Explanation | undefined {
  const walk = walks.find(({ steps }) => steps.at(-1)?.did === 'found-nothing');
  const name = walk?.steps.at(-1)?.name;
  if (!walk || name === undefined) return undefined;
  return {
    kind: 'not-there',
    because: [
      `There is nothing called ${quoted(name)} in ${visible(folderOf(walk.reached ?? '/') || '/')}.`,
      'The program was allowed to look, and the host told it the truth: C sees ENOENT.',
    ],
    walk,
    remedy: none('No grant would help: the file has to be made first, or the path is mistaken.'),
  };
}

function none(why: string): Remedy {
  return { kind: 'none', why };
}

function list(rights: readonly RightName[]): string {
  return rights.join(', ');
}
