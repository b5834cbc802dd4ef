import { folderOf } from '../../base/file-name.ts';
import type { Failure } from '../../abi/failure.ts';
import { errnoOf } from '../../abi/failure.ts';
import { paramAt, type Frame } from '../../abi/frame.ts';
import { NO_RIGHTS, rightNames, type RightName } from '../../abi/rights.ts';
import { isHandle, SYSCALLS, type Handle, type ParamType, type SyscallName } from '../../abi/syscalls.ts';
import { UNMATCHED_FD } from '../../abi/unmatched.ts';
import type { WalkStep } from '../../abi/walk.ts';
import { joinPath } from '../../base/join-path.ts';
import type { Descriptor } from '../../capability/descriptor.ts';
import { argsOf, resultsOf, tracedBytes } from '../../trace/decode.ts';
import type {
  CallEvent,
  CallOutcome,
  LayerStep,
  TraceEvent,
  TracedFd,
  TracedWalk,
  UnmatchedEvent,
} from '../../trace/event.ts';
import type { DirectoryInode, Inode } from '../../vfs/inode.ts';
import { lookupAbsolute, type Witness } from '../../vfs/resolve.ts';
import type { Host } from '../host.ts';
import type { Process, Served, Tracer } from '../process/process.ts';

/** Where the project's files are mounted. */
const PROJECT = '/project';

/** A walk while it goes on. */
interface Walk {
  readonly param: string;
  readonly path: string;
  readonly from: string;
  readonly steps: WalkStep[];
  /** The directory in which the last step was made. */
  at: DirectoryInode;
  /** The symbolic link that was followed last. */
  link: { readonly name: string; readonly target: string; readonly at: DirectoryInode } | undefined;
}

/** A call that has begun. */
interface Begun {
  readonly event: Omit<CallEvent, 'outcome' | 'tookMs' | 'walks'>;
  readonly startedNs: number;
  readonly handles: readonly (readonly [string, Descriptor])[];
}

/** Turns what a process does into events, one for each call, in the order in which calls are carried out. */
export class CallTracer implements Tracer {
  readonly #process: Process;
  readonly #root: DirectoryInode;
  readonly #host: Host;
  readonly #record: (event: TraceEvent) => void;
  /** Shared with the tracers of its family. */
  readonly #count: { seq: number; readonly startNs: number };
  /** The guest's names of the granted folders. */
  readonly #preopens: ReadonlyMap<Inode, string>;
  #begun: Begun | undefined;
  #isWaiting = false;
  #walks: Walk[] = [];
  #failure: Failure | undefined;

  /** `like`: another process's of the family, whose events these are to be counted with. */
  constructor(
    process: Process,
    root: DirectoryInode,
    host: Host,
    record: (event: TraceEvent) => void,
    like?: CallTracer,
  ) {
    this.#process = process;
    this.#root = root;
    this.#host = host;
    this.#record = record;
    this.#count = like ? like.#count : { seq: 0, startNs: host.monotonicNs() };
    this.#preopens = new Map(
      process.fds
        .list()
        .flatMap(([, { inode, preopen }]) => (preopen === undefined ? [] : [[inode, preopen] as const])),
    );
  }

  begins(call: SyscallName, frame: Frame): void {
    this.#walks = [];
    this.#failure = undefined;
    // A call that waited is served from the start: it goes on, and is not another one.
    if (this.#isWaiting && this.#begun?.event.call === call) return;
    const stack = frame.takeStack();
    const through = layersIn(frame);
    const startedNs = this.#host.monotonicNs();
    const handles = this.#handlesOf(call, frame);
    this.#begun = {
      startedNs,
      handles,
      event: {
        kind: 'call',
        nth: this.#process.calls + 1,
        seq: ++this.#count.seq,
        atMs: this.#ms(startedNs - this.#count.startNs),
        ...(stack === 0 ? {} : { stack }),
        ...(through && { through }),
        ...(frame.position === 0 ? {} : { position: frame.position }),
        call,
        args: argsOf(call, frame),
        fds: handles.map(([param, descriptor]) => this.#traced(param, frame, call, descriptor)),
      },
    };
    this.#isWaiting = false;
  }

  failed(failure: Failure): void {
    this.#failure = failure;
  }

  /** The paths that `call` walks, in that order, each with the descriptor it is walked from; without those that are not open. */
  pathsOf(call: SyscallName, frame: Frame): readonly (readonly [string, Descriptor])[] {
    const args = this.#begun?.event.args ?? {};
    const held = this.#handlesOf(call, frame);
    // `old_path` of path_symlink is text, and never walked.
    const names = Object.keys(SYSCALLS[call].params).filter(
      (name) => name.endsWith('path') && !(call === 'path_symlink' && name === 'old_path'),
    );
    return names.flatMap((name, i) => {
      const path = args[name];
      const descriptor = (held[i] ?? held[0])?.[1];
      return typeof path === 'string' && descriptor ? [[path, descriptor] as const] : [];
    });
  }

  walks(from: Descriptor, path: string): Witness {
    const params = Object.keys(SYSCALLS[this.#begun?.event.call ?? 'path_open'].params).filter((name) =>
      name.endsWith('path'),
    );
    // The first of two paths is walked first; path_symlink's `old_path` is text, and never walked.
    const param = this.#begun?.event.call === 'path_symlink' ? 'new_path' : params[this.#walks.length];
    const walk: Walk = {
      param: param ?? 'path',
      path,
      from: machinePath(this.#root, from.inode),
      steps: [],
      // Walks begin at directories; `locate` has seen to it.
      at: from.inode as DirectoryInode,
      link: undefined,
    };
    this.#walks.push(walk);
    return (step, at) => {
      walk.steps.push(step);
      walk.at = at;
      if (step.did === 'followed-link') walk.link = { name: step.name, target: step.target, at };
    };
  }

  served(frame: Frame, served: Served): void {
    const begun = this.#begun;
    if (!begun) return;
    const wasWaiting = this.#isWaiting;
    this.#isWaiting = served === 'waiting';
    // That it waits is reported once.
    if (this.#isWaiting && wasWaiting) return;
    if (!this.#isWaiting) this.#begun = undefined;
    const { event, startedNs } = begun;
    if (event.call === 'path_filestat_get' && event.args['fd'] === UNMATCHED_FD) {
      const { seq, atMs, stack, position } = event;
      const path = event.args['path'] as string;
      this.#record({
        kind: 'unmatched',
        seq,
        atMs,
        ...(stack === undefined ? {} : { stack }),
        ...(position === undefined ? {} : { position }),
        path,
        nearest: this.#nearest(path),
      });
      return;
    }
    const outcome = this.#outcome(frame, served, begun);
    this.#record({
      ...event,
      fds: [...event.fds, ...this.#opened(outcome)],
      walks: this.#walks.map((walk) => this.#walked(walk)),
      tookMs: this.#ms(this.#host.monotonicNs() - startedNs),
      outcome,
    });
  }

  wrote(fd: number, bytes: Uint8Array, start: number, length: number): void {
    this.#trusted('fd_write', fd, { fd, iovs: tracedBytes(bytes, start, length) }, { nwritten: length });
  }

  sought(fd: number, offset: number): void {
    this.#trusted('fd_seek', fd, { fd, offset, whence: 'set' }, { newoffset: offset });
  }

  /** A call that needed no answer: it had succeeded when it was queued. */
  #trusted(call: SyscallName, fd: number, args: CallEvent['args'], results: CallEvent['args']): void {
    const found = this.#process.fds.get(fd, NO_RIGHTS);
    this.#record({
      kind: 'call',
      nth: this.#process.calls,
      seq: ++this.#count.seq,
      atMs: this.#ms(this.#host.monotonicNs() - this.#count.startNs),
      call,
      args,
      fds: found.ok ? [this.#describe('fd', fd, found.value)] : [],
      walks: [],
      tookMs: 0,
      outcome: { kind: 'returned', results },
    });
  }

  #outcome(frame: Frame, served: Served, { event: { call }, handles }: Begun): CallOutcome {
    if (served === 'waiting') return { kind: 'waiting' };
    if (served === 'ended') return { kind: 'ended' };
    const failure = this.#failure;
    if (!failure) return { kind: 'returned', results: resultsOf(call, frame) };
    const on = failure.kind === 'denied' ? missingOn(call, failure.need, handles) : undefined;
    return { kind: 'failed', errno: errnoOf(failure), failure, ...(on ? { on } : {}) };
  }

  #handlesOf(call: SyscallName, { view }: Frame): readonly (readonly [string, Descriptor])[] {
    return handleParams(call).flatMap(([param, index]) => {
      const found = this.#process.fds.get(view.getUint32(paramAt(index), true), NO_RIGHTS);
      return found.ok ? [[param, found.value] as const] : [];
    });
  }

  #opened(outcome: CallOutcome): readonly TracedFd[] {
    if (outcome.kind !== 'returned') return [];
    return (['opened_fd', 'connection', 'read_end', 'write_end'] as const).flatMap((param) => {
      const fd = outcome.results[param];
      const found = typeof fd === 'number' ? this.#process.fds.get(fd, NO_RIGHTS) : undefined;
      return found?.ok ? [this.#describe(param, fd as number, found.value)] : [];
    });
  }

  #traced(param: string, { view }: Frame, call: SyscallName, descriptor: Descriptor): TracedFd {
    const index = handleParams(call).find(([name]) => name === param)?.[1] ?? 0;
    return this.#describe(param, view.getUint32(paramAt(index), true), descriptor);
  }

  #describe(param: string, fd: number, descriptor: Descriptor): TracedFd {
    const preopen = this.#preopens.get(descriptor.top);
    const { inode, origin } = descriptor;
    return { param, fd, kind: inode.kind, path: origin, ...(preopen === undefined ? {} : { preopen }) };
  }

  #walked(walk: Walk): TracedWalk {
    const { param, path, from, steps, at } = walk;
    const last = steps.at(-1);
    const here = machinePath(this.#root, at);
    switch (last?.did) {
      case 'stepped-out':
        return { param, path, from, steps, beyond: this.#beyond(here, walk) };
      case 'found':
      case 'entered':
      case 'found-nothing':
        return { param, path, from, steps, reached: joinPath(here, last.name) };
      case 'went-back':
        return { param, path, from, steps, reached: machinePath(this.#root, at.parent ?? at) };
      default:
        return { param, path, from, steps, ...(steps.length === 0 ? { reached: from } : {}) };
    }
  }

  /** Where it would have gone: what was left of the path, by its text, from where it was stopped. */
  #beyond(here: string, { path, steps, link }: Walk): NonNullable<TracedWalk['beyond']> {
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    const wanted = link
      ? lexical(machinePath(this.#root, link.at), [link.target, ...names.slice(names.indexOf(link.name) + 1)].join('/'))
      : lexical(here, path.startsWith('/') ? path : names.slice(steps.length - 1).join('/'));
    if (this.#isFolder(wanted)) return { path: wanted, is: 'folder' };
    return { path: wanted, is: this.#isFolder(folderOf(wanted) || '/') ? 'in-a-folder' : 'nowhere' };
  }

  /** A path from the top is looked for under its own name in the machine, and then in the project. */
  #nearest(path: string): UnmatchedEvent['nearest'] {
    const guest = lexical('/', path);
    for (let at = guest; at !== '/'; at = folderOf(at) || '/') {
      if (this.#isFolder(at)) return { folder: at, guest: at };
      if (this.#isFolder(PROJECT + at)) return { folder: PROJECT + at, guest: at };
    }
    return { folder: PROJECT, guest: '/' };
  }

  #isFolder(path: string): boolean {
    const found = lookupAbsolute(this.#root, path);
    return found.ok && found.value.inode?.kind === 'directory';
  }

  #ms(ns: number): number {
    return Math.round(ns / 1e3) / 1e3;
  }
}

/** The descriptors among a call's parameters, with their positions. */
function handleParams(call: SyscallName): readonly (readonly [string, number])[] {
  let params = handles.get(call);
  if (!params) {
    const entries = Object.entries<ParamType | Handle>(SYSCALLS[call].params);
    params = entries.flatMap(([name, type], index) => (isHandle(type) ? [[name, index] as const] : []));
    handles.set(call, params);
  }
  return params;
}

const handles = new Map<SyscallName, readonly (readonly [string, number])[]>();

/** Which descriptor lacked `need`: the first whose own rights do, or else the first, in what it lets children inherit. */
function missingOn(
  call: SyscallName,
  need: readonly RightName[],
  held: Begun['handles'],
): { readonly param: string; readonly set: 'base' | 'inheriting' } | undefined {
  const params: Readonly<Record<string, ParamType | Handle>> = SYSCALLS[call].params;
  for (const [param, { capability }] of held) {
    const spec = params[param];
    if (spec === undefined || !isHandle(spec)) continue;
    const wanted = [...spec.handle, ...(spec.when ?? []).map(({ right }) => right)];
    const isOfThis = need.some((right) => wanted.includes(right));
    if (isOfThis && need.some((right) => !rightNames(capability.base).includes(right))) return { param, set: 'base' };
  }
  const [first] = held;
  return first && { param: first[0], set: call === 'path_open' ? 'inheriting' : 'base' };
}

/** Where a directory is in the machine's own name space; `?` for one that was removed. */
function machinePath(root: DirectoryInode, inode: Inode): string {
  const names: string[] = [];
  for (let at: Inode | undefined = inode; at !== undefined && at !== root;) {
    const above: DirectoryInode | undefined = at.kind === 'directory' ? at.parent : undefined;
    const holder: DirectoryInode = above ?? root;
    names.push(nameIn(holder, at) ?? '?');
    at = above;
  }
  return `/${names.reverse().join('/')}`;
}

/** A mounted root has no place of its own: the directory that it is mounted in is short. */
function nameIn(directory: DirectoryInode, inode: Inode): string | undefined {
  if (inode.place?.parent === directory) return inode.place.name;
  for (const [name, entry] of directory.entries) if (entry.inode === inode) return name;
  return undefined;
}

/** `path` from `folder`, by its text alone; an absolute one from the top. For showing, never for reaching. */
function lexical(folder: string, path: string): string {
  const names = path.startsWith('/') ? [] : folder.split('/').filter((name) => name !== '');
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** What a component did above the kernel, which its worker appended to the request: our own code wrote it. */
function layersIn(frame: Frame): readonly LayerStep[] | undefined {
  const note = frame.takeNote();
  return note && (JSON.parse(new TextDecoder().decode(note)) as readonly LayerStep[]);
}
