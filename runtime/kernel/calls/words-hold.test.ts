import fc from 'fast-check';
import { it } from 'vitest';
import { flag } from '../../abi/flags.ts';
import { filestat } from '../../abi/layout.ts';
import {
  ALL_RIGHTS,
  intersect,
  NO_RIGHTS,
  RIGHT_NAMES,
  rights,
  type RightName,
  type Rights,
} from '../../abi/rights.ts';
import { bootGuest, DIR } from '../../testing/guest-fixture.ts';
import { policy, readOnly, readWrite, type Policy, type Preopen } from '../../policy/policy.ts';
import type { Answer, NamedPath, Question } from '../../policy/question.ts';
import { reachOf, type Reach } from '../../policy/reach.ts';
import type { DirectoryInode, Inode } from '../../vfs/inode.ts';
import { link, textOf } from '../../vfs/testing/tree-fixture.ts';

/** Every file holds a letter of its own, so that what is read tells which file it was. The guest writes digits. */
const TREE = {
  a: { f: 'AAAAAA', g: 'BBB', ln: link('f'), up: link('../b/f'), sub: { x: 'CCCC', deep: {} } },
  b: { f: 'DDDDD', sub: { y: 'EEEE' } },
  c: 'FFFF',
};
const FOLDERS = ['/project', '/project/a', '/project/b', '/project/a/sub'];
/** Beside what a folder holds, a path may be one of these. */
const OTHER_PATHS = ['new', 'new', '.', 'sub/new', '../c', 'sub/../f', 'new/x'];

/** What can happen to something that was there from the start. `content` goes with `stat`. */
type Change = 'content' | 'stat' | 'place' | 'entries' | 'read' | 'listed';

const someRights = fc.subarray([...RIGHT_NAMES]);
/** Rights that allow something only together with what else there is. */
const PAIRED: readonly RightName[] = [
  'path_link_source',
  'path_link_target',
  'path_rename_source',
  'path_rename_target',
  'path_open',
  'fd_filestat_set_times',
  'fd_filestat_set_size',
  'path_create_file',
];
const toggled = (names: readonly RightName[], toggles: readonly RightName[]): RightName[] =>
  RIGHT_NAMES.filter((name) => names.includes(name) !== toggles.includes(name));

interface SomeRights {
  readonly kind: 'read' | 'write' | 'some';
  readonly base: readonly RightName[];
  readonly inheriting: readonly RightName[];
  readonly toggles: readonly RightName[];
  readonly moreToggles: readonly RightName[];
}

const someRightsOfFolder: fc.Arbitrary<SomeRights> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constant('read' as const) },
    { weight: 3, arbitrary: fc.constant('write' as const) },
    { weight: 1, arbitrary: fc.constant('some' as const) },
  ),
  base: someRights,
  inheriting: someRights,
  toggles: fc.oneof(fc.constant<RightName[]>([]), fc.subarray([...PAIRED], { maxLength: 3 })),
  moreToggles: fc.oneof(fc.constant<RightName[]>([]), fc.subarray([...PAIRED], { maxLength: 2 })),
});

function preopenOf(folder: string, guest: string, ask: boolean, some: SomeRights): Preopen {
  const of = some.kind === 'read' ? readOnly(folder, guest) : some.kind === 'write' ? readWrite(folder, guest) : some;
  return {
    folder,
    guest,
    ask,
    base: toggled(of.base, some.toggles),
    inheriting: toggled(of.inheriting, some.moreToggles),
  };
}

const someWorld = fc.record({
  preopens: fc
    .array(fc.tuple(fc.constantFrom(...FOLDERS), fc.boolean(), someRightsOfFolder), { minLength: 1, maxLength: 3 })
    .map((list) => list.map(([folder, ask, some], i) => preopenOf(folder, `/p${i}`, ask, some))),
  personality: fc.constantFrom('strict' as const, 'modern' as const),
  answers: fc.oneof(
    fc.constant<readonly Answer[]>(['refuse']),
    fc.constant<readonly Answer[]>(['once']),
    fc.array(fc.constantFrom<Answer>('once', 'refuse'), { minLength: 2, maxLength: 6 }),
  ),
});
type World = typeof someWorld extends fc.Arbitrary<infer T> ? T : never;

const OPS = {
  open: 6,
  link: 4,
  rename: 4,
  write: 4,
  pwrite: 1,
  read: 3,
  size: 2,
  allocate: 2,
  times: 2,
  pathTimes: 1,
  unlink: 1,
  rmdir: 1,
  mkdir: 1,
  symlink: 1,
  readlink: 1,
  readdir: 1,
  stat: 1,
  pathStat: 1,
  shrink: 1,
  close: 1,
  flags: 1,
};
type Op = keyof typeof OPS;

const index = fc.nat({ max: 1000 });
/** Paths that are no index: a name that is not taken, and the last one of those. */
const MAKES = -1;
const MADE = -2;
const someCall = fc.record({
  op: fc.oneof(...Object.entries(OPS).map(([op, weight]) => ({ weight, arbitrary: fc.constant(op as Op) }))),
  /** Of the open descriptors, the granted ones and the youngest more often. */
  fd: fc.oneof(fc.nat({ max: 2 }), fc.constantFrom(-1, -1, -2, -3), index),
  to: fc.oneof(fc.nat({ max: 2 }), fc.constantFrom(-1, -2, -3)),
  path: index,
  newPath: fc.oneof({ weight: 1, arbitrary: index }, { weight: 1, arbitrary: fc.constant(MAKES) }),
  follow: fc.boolean(),
  oflags: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 15 }) }),
  asked: fc.oneof(
    fc.constant<readonly RightName[]>(RIGHT_NAMES),
    fc.constant<readonly RightName[]>(['fd_read', 'fd_write', 'fd_seek']),
    fc.constant<readonly RightName[]>(['fd_read', 'fd_seek', 'fd_filestat_set_times']),
    fc.subarray<RightName>(['fd_read', 'fd_write', 'fd_allocate', 'fd_filestat_set_size', 'fd_filestat_set_times']),
    someRights,
  ),
  /** Asks for no more than the folder hands down, as libc does. */
  isCareful: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});
/** What only shows when calls fit together: something is given another name, opened by that, and used. */
const someChain = fc
  .tuple(
    someCall,
    fc.constantFrom<Op>('link', 'link', 'rename', 'mkdir'),
    someCall,
    someCall,
    fc.constantFrom<Op>('write', 'read', 'size', 'allocate', 'times'),
  )
  .map(([first, making, second, third, using]) => [
    { ...first, op: making, newPath: MAKES, fd: 0, to: 1 },
    { ...second, op: 'open' as const, fd: 1, path: MADE, oflags: 0, isCareful: true },
    { ...third, op: using, fd: -1 },
  ]);
const someUse = fc
  .tuple(someCall, someCall, fc.constantFrom<Op>('write', 'read', 'size', 'allocate', 'times'))
  .map(([first, second, using]) => [
    { ...first, op: 'open' as const, isCareful: true },
    { ...second, op: using, fd: -1 },
  ]);
type Call = typeof someCall extends fc.Arbitrary<infer T> ? T : never;

/** Something that was there from the start, and how it was last seen. */
interface Known {
  readonly path: string;
  readonly inode: Inode;
  readonly reach: Reach;
  last: Readonly<Record<'content' | 'stat' | 'place' | 'entries', string>>;
}

function lookOf(inode: Inode): Known['last'] {
  const place = inode.place;
  return {
    content: inode.kind === 'regular_file' ? textOf(inode.contents) : '',
    stat: [inode.atim, inode.mtim, inode.ctim, inode.nlink].join(),
    place: place === undefined ? '' : `${place.parent.ino}/${place.name}`,
    entries:
      inode.kind === 'directory' ? [...inode.entries].map(([name, { inode: of }]) => `${name}=${of.ino}`).join() : '',
  };
}

function allBelow(path: string, inode: Inode): readonly (readonly [string, Inode])[] {
  if (inode.kind !== 'directory') return [[path, inode]];
  return [[path, inode], ...[...inode.entries].flatMap(([name, { inode: of }]) => allBelow(`${path}/${name}`, of))];
}

function run({ preopens, personality, answers }: World, calls: readonly Call[]): void {
  const allowed = new Map<Inode, Set<Change>>();
  const questions: Omit<Question, 'id'>[] = [];
  const guest = bootGuest({
    tree: TREE,
    policy: { preopens, personality },
    asker: (question) => {
      const answer = answers[questions.length % answers.length] ?? 'refuse';
      questions.push(question);
      if (answer === 'once') allow(question);
      return answer;
    },
  });
  const { sys, text, alloc, process, project, time } = guest;
  const granted: Policy = { ...policy(...preopens), personality };
  const known: readonly Known[] = allBelow('/project', project).map(([path, inode]) => ({
    path,
    inode,
    reach: reachOf(granted, path),
    last: lookOf(inode),
  }));
  let made = 0;
  const fds: number[] = preopens.map((_one, i) => DIR + i);

  function allow(question: Omit<Question, 'id'>): void {
    const give = (inode: Inode | undefined, ...changes: readonly Change[]): void => {
      if (!inode) return;
      const set = allowed.get(inode) ?? new Set();
      for (const change of changes) set.add(change);
      allowed.set(inode, set);
    };
    const find = (named: NamedPath | undefined) => (named ? placed(named) : undefined);
    const own = find(question);
    const other = question.other && question.other.is !== 'target' ? find(question.other) : undefined;
    const [first, second] = question.other?.is === 'from' ? [other, own] : [own, other];
    const changesNames = (one: typeof own): void => give(one?.parent, 'entries', 'stat');
    for (const purpose of question.purposes) {
      switch (purpose) {
        case 'read':
          give(own?.inode, 'read', 'listed');
          break;
        case 'write':
        case 'empty':
          give(own?.inode, 'content', 'stat', 'listed');
          break;
        case 'list':
        case 'look':
          give(own?.inode, 'listed');
          break;
        case 'stamp':
          give(own?.inode, 'stat');
          break;
        case 'create':
        case 'create-folder':
          changesNames(own);
          break;
        case 'delete':
        case 'delete-folder':
          give(own?.inode, 'place', 'stat');
          changesNames(own);
          break;
        case 'rename':
        case 'link':
          give(first?.inode, 'stat', ...(purpose === 'rename' ? (['place'] as const) : []));
          if (purpose === 'rename') changesNames(first);
          changesNames(question.other?.is === 'target' ? own : second);
          if (question.replaces) give(second?.inode, 'place', 'stat');
          break;
        default:
          break;
      }
    }
    if (!first?.inode || question.other?.is === 'target') return;
    for (const [, inode] of allBelow('', first.inode)) {
      // Where it has its new name, it may be seen.
      give(inode, 'listed');
      if (question.afterwards === 'read' || question.afterwards === 'read-and-change') give(inode, 'read');
      if (question.afterwards === 'change' || question.afterwards === 'read-and-change')
        give(inode, 'content', 'stat', 'place', 'entries');
    }
  }

  /** What a question's path names now. */
  function placed({ path, leadsTo = path }: NamedPath): {
    inode: Inode | undefined;
    parent: DirectoryInode | undefined;
  } {
    const preopen = preopens.find(({ guest: name }) => leadsTo === name || leadsTo.startsWith(`${name}/`));
    if (!preopen) throw new Error(`A question names ${leadsTo}, which is in no preopen`);
    // A folder may have been moved with the descriptor that was granted for it.
    const number = DIR + preopens.indexOf(preopen);
    const held = process.fds.list().find(([, one]) => one.root.rootNumber === number)?.[1].root.inode;
    const rest = leadsTo.slice(preopen.guest.length + 1);
    const found = held?.kind === 'directory' ? named(held, rest) : undefined;
    return found ?? { inode: undefined, parent: undefined };
  }

  const check = (one: Known, change: Change, call: Call): void => {
    const { level, asks } = one.reach;
    const isChange = change !== 'read' && change !== 'listed';
    const isWithinWords =
      change === 'listed'
        ? level !== 'nothing'
        : change === 'read'
          ? level === 'read' || level === 'read-write'
          : level === 'read-write' || level === 'write';
    const what = `${call.op} ${isChange ? 'changed' : 'told'} ${change} of ${one.path}, called “${level}”`;
    if (!isWithinWords) throw new Error(what);
    if (asks && allowed.get(one.inode)?.has(change) !== true)
      throw new Error(`${what}, will ask; asked: ${JSON.stringify(questions)}`);
  };

  for (const call of calls) {
    time.wallNs += 1000;
    const told = perform(call);
    for (const [inode, change] of told) {
      const one = known.find((other) => other.inode === inode);
      if (one) check(one, change, call);
    }
    for (const one of known) {
      const seen = lookOf(one.inode);
      // What has lost its last name gives its space back: that goes with the name.
      const now = one.inode.nlink === 0 ? { ...seen, content: one.last.content } : seen;
      for (const change of ['content', 'stat', 'place', 'entries'] as const)
        if (now[change] !== one.last[change]) check(one, change, call);
      one.last = now;
    }
  }

  /** Makes the call; what it told of which inode. */
  function perform(call: Call): readonly (readonly [Inode, Change])[] {
    const numbered = (n: number): number => fds.at(n < 0 ? n : n % fds.length) ?? DIR;
    const fd = numbered(call.fd);
    const to = numbered(call.to);
    const path = text(pathFrom(fd, call.path));
    const newPath = text(pathFrom(to, call.newPath));
    const lookup = call.follow ? 1 : 0;
    const held = (): Inode | undefined => process.fds.list().find(([number]) => number === fd)?.[1].inode;
    const told = (errno: string, change: Change): readonly (readonly [Inode, Change])[] => {
      const inode = held();
      return errno === 'success' && inode ? [[inode, change]] : [];
    };
    switch (call.op) {
      case 'open': {
        const out = alloc(4);
        const { inheriting } = rightsOf(fd);
        const base = intersect(rights(...call.asked), call.isCareful ? inheriting : ALL_RIGHTS);
        const done = sys.path_open(fd, lookup, ...path, call.oflags, BigInt(base), BigInt(inheriting), 0, out);
        if (done === 'success') fds.push(guest.u32(out));
        return [];
      }
      case 'link':
        sys.path_link(fd, lookup, ...path, to, ...newPath);
        return [];
      case 'rename':
        sys.path_rename(fd, ...path, to, ...newPath);
        return [];
      case 'write':
        sys.fd_write(fd, ...guest.iovecs([text('123')]), alloc(4));
        return [];
      case 'pwrite':
        sys.fd_pwrite(fd, ...guest.iovecs([text('45')]), 1n, alloc(4));
        return [];
      case 'read': {
        const { iovs, text: read } = guest.rooms(8);
        sys.fd_pread(fd, ...iovs, 0n, alloc(4));
        sys.fd_read(fd, ...iovs, alloc(4));
        const letters = read().match(/[A-F]/g) ?? [];
        return known.flatMap(({ inode, path: where }) =>
          letters.some((letter) => letter === LETTERS.get(where)) ? [[inode, 'read'] as const] : [],
        );
      }
      case 'size':
        sys.fd_filestat_set_size(fd, 2n);
        return [];
      case 'allocate':
        sys.fd_allocate(fd, 0n, 20n);
        return [];
      case 'times':
        sys.fd_filestat_set_times(fd, 5n, 6n, 5);
        return [];
      case 'pathTimes':
        sys.path_filestat_set_times(fd, lookup, ...path, 7n, 8n, 5);
        return [];
      case 'unlink':
        sys.path_unlink_file(fd, ...path);
        return [];
      case 'rmdir':
        sys.path_remove_directory(fd, ...path);
        return [];
      case 'mkdir':
        sys.path_create_directory(fd, ...path);
        return [];
      case 'symlink':
        sys.path_symlink(...newPath, fd, ...path);
        return [];
      case 'readlink':
        sys.path_readlink(fd, ...path, alloc(64), 64, alloc(4));
        return [];
      case 'readdir':
        return told(sys.fd_readdir(fd, alloc(256), 256, 0n, alloc(4)), 'listed');
      case 'stat':
        return told(sys.fd_filestat_get(fd, alloc(64)), 'listed');
      case 'pathStat': {
        const out = alloc(filestat.size);
        if (sys.path_filestat_get(fd, lookup, ...path, out) !== 'success') return [];
        const { ino } = filestat.read(guest.view(), out);
        return known.flatMap(({ inode }) => (BigInt(inode.ino) === ino ? [[inode, 'listed'] as const] : []));
      }
      case 'shrink':
        sys.fd_fdstat_set_rights(fd, ...keeping(fd, call.asked));
        return [];
      case 'close':
        // A granted descriptor stays: the sequence is longer for it.
        if (fd >= DIR + preopens.length) sys.fd_close(fd);
        return [];
      case 'flags':
        sys.fd_fdstat_set_flags(fd, flag('fdflags', 'append'));
        return [];
    }
  }

  function rightsOf(fd: number): { readonly base: Rights; readonly inheriting: Rights } {
    const found = process.fds.get(fd, NO_RIGHTS);
    return found.ok ? found.value.capability : { base: NO_RIGHTS, inheriting: NO_RIGHTS };
  }

  function keeping(fd: number, kept: readonly RightName[]): readonly [bigint, bigint] {
    const { base, inheriting } = rightsOf(fd);
    return [BigInt(intersect(base, rights(...kept))), BigInt(intersect(inheriting, rights(...kept)))];
  }

  /** One of the paths that lead somewhere from `fd`, or would. */
  function pathFrom(fd: number, n: number): string {
    if (n === MAKES) return `new${++made}`;
    if (n === MADE) return `new${made}`;
    const found = process.fds.get(fd, NO_RIGHTS);
    const inode = found.ok ? found.value.inode : undefined;
    const here = inode ? allBelow('', inode).map(([path]) => path.slice(1)) : [];
    const all = [...here.filter(Boolean), ...OTHER_PATHS];
    return all[n % all.length] ?? '.';
  }
}

const LETTERS = new Map([
  ['/project/a/f', 'A'],
  ['/project/a/g', 'B'],
  ['/project/a/sub/x', 'C'],
  ['/project/b/f', 'D'],
  ['/project/b/sub/y', 'E'],
  ['/project/c', 'F'],
]);

/** What plain names from `start` on name: no link is followed. */
function named(start: DirectoryInode, rest: string) {
  const names = rest.split('/').filter(Boolean);
  let parent = start;
  for (const name of names.slice(0, -1)) {
    const next = parent.lookup(name);
    if (next?.kind !== 'directory') return undefined;
    parent = next;
  }
  const last = names.at(-1);
  return last === undefined ? { inode: start as Inode, parent: undefined } : { inode: parent.lookup(last), parent };
}

const calls = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: someCall.map((one) => [one]) },
      { weight: 1, arbitrary: someChain },
      { weight: 1, arbitrary: someUse },
    ),
    { minLength: 3, maxLength: 24 },
  )
  .map((parts) => parts.flat());
/** Two folders beside each other, one of which is read and asked about, or has a right more than it seems. */
const twoFolders = fc
  .tuple(someWorld, fc.boolean(), fc.constantFrom<RightName>(...PAIRED), fc.boolean())
  .map(([world, ask, toggle, isAll]): World => {
    const more = {
      kind: isAll ? ('write' as const) : ('read' as const),
      base: [],
      inheriting: [],
      toggles: [toggle],
      moreToggles: [],
    };
    const all = { ...more, kind: 'write' as const, toggles: [] };
    return {
      ...world,
      preopens: [preopenOf('/project/a', '/p0', ask, more), preopenOf('/project/b', '/p1', false, all)],
    };
  });

it('nothing happens that the words for a policy and the questions do not name', () => {
  fc.assert(fc.property(fc.oneof(someWorld, twoFolders), calls, run), { numRuns: 1000 });
}, 120_000);
