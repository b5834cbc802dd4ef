import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrnoName } from '../abi/errno.ts';
import { bootGuest, DIR } from '../cli/guest-fixture.ts';

const RUNS = Number(process.env['PREOPEN_RUNS'] ?? 300);
const SEED = Number(
  process.env['PREOPEN_SEED'] ?? (process.env['PREOPEN_RUNS'] === undefined ? 1 : Date.now() % 2 ** 31),
);

/** What the model holds. Files and directories have identity, so that a hard link is the same object under two names. */
type Node = ModelFile | ModelDirectory | ModelLink;
interface ModelFile {
  readonly kind: 'file';
  bytes: number[];
}
interface ModelDirectory {
  readonly kind: 'directory';
  readonly names: Map<string, Node>;
}
interface ModelLink {
  readonly kind: 'link';
  readonly target: string;
}
interface Open {
  readonly file: ModelFile;
  offset: number;
  readonly appends: boolean;
}

interface Place {
  readonly directory: ModelDirectory;
  readonly name: string;
}

/** An errno, or what the call gives back besides success. */
type Answer = ErrnoName | { readonly data: unknown };
const DONE: Answer = { data: undefined };

/**
 * A file system as simple as can be, written without a look at ours: paths of plain names, walked recursively; nothing
 * about rights, times, or trailing slashes, which have tests of their own.
 */
class Model {
  readonly #root: ModelDirectory = { kind: 'directory', names: new Map() };
  readonly #open = new Map<number, Open>();

  /** The directory that a path's last name is in, and that name. */
  #parent(path: string, from = this.#root, links = 0): Place | ErrnoName {
    const names = path.split('/');
    const name = names.pop() ?? '';
    let directory = from;
    for (const one of names) {
      const next = this.#follow({ directory, name: one }, links);
      if (typeof next === 'string') return next;
      if (next.kind !== 'directory') return 'notdir';
      directory = next;
    }
    return { directory, name };
  }

  #lookup(path: string): Node | ErrnoName {
    const at = this.#parent(path);
    return typeof at === 'string' ? at : (at.directory.names.get(at.name) ?? 'noent');
  }

  /** What is behind any link at a place. A link's target starts from the directory that the link lies in. */
  #follow({ directory, name }: Place, links = 0): Exclude<Node, ModelLink> | ErrnoName {
    const node = directory.names.get(name) ?? 'noent';
    if (typeof node === 'string' || node.kind !== 'link') return node;
    const at = links >= 40 ? 'loop' : this.#parent(node.target, directory, links + 1);
    return typeof at === 'string' ? at : this.#follow(at, links + 1);
  }

  create(path: string, make: () => Node): Answer {
    const at = this.#parent(path);
    if (typeof at === 'string') return at;
    if (at.directory.names.has(at.name)) return 'exist';
    at.directory.names.set(at.name, make());
    return DONE;
  }

  remove(path: string, wanted: 'file' | 'directory'): Answer {
    const at = this.#parent(path);
    if (typeof at === 'string') return at;
    const node = at.directory.names.get(at.name);
    if (!node) return 'noent';
    if (wanted === 'file' && node.kind === 'directory') return 'isdir';
    if (wanted === 'directory' && node.kind !== 'directory') return 'notdir';
    if (node.kind === 'directory' && node.names.size > 0) return 'notempty';
    at.directory.names.delete(at.name);
    return DONE;
  }

  link(from: string, to: string): Answer {
    const node = this.#lookup(from);
    if (typeof node === 'string') return node;
    return node.kind === 'directory' ? 'perm' : this.create(to, () => node);
  }

  rename(from: string, to: string): Answer {
    const source = this.#parent(from);
    if (typeof source === 'string') return source;
    const target = this.#parent(to);
    if (typeof target === 'string') return target;
    const node = source.directory.names.get(source.name);
    if (!node) return 'noent';
    const replaced = target.directory.names.get(target.name);
    if (node === replaced) return DONE;
    if (node.kind === 'directory' && holds(node, target.directory)) return 'inval';
    if (replaced && node.kind === 'directory' && replaced.kind !== 'directory') return 'notdir';
    if (replaced && node.kind !== 'directory' && replaced.kind === 'directory') return 'isdir';
    if (replaced?.kind === 'directory' && replaced.names.size > 0) return 'notempty';
    source.directory.names.delete(source.name);
    target.directory.names.set(target.name, node);
    return DONE;
  }

  readlink(path: string): Answer {
    const node = this.#lookup(path);
    if (typeof node === 'string') return node;
    return node.kind === 'link' ? { data: node.target } : 'inval';
  }

  list(path: string): Answer {
    const at = this.#parent(path);
    const node = typeof at === 'string' ? at : this.#follow(at);
    if (typeof node === 'string') return node;
    return node.kind === 'directory' ? { data: [...node.names.keys()].sort() } : 'notdir';
  }

  /** `fd` is what the other side answered: a number is only a name for what it opened. */
  open(
    path: string,
    how: { readonly creates: boolean; readonly truncates: boolean; readonly appends: boolean },
    fd: number,
  ): Answer {
    const at = this.#parent(path);
    if (typeof at === 'string') return at;
    let file = this.#follow(at);
    if (file === 'noent' && how.creates) file = this.#createBehindLinks(at);
    if (typeof file === 'string') return file;
    if (file.kind === 'directory') return 'isdir';
    if (how.truncates) file.bytes = [];
    this.#open.set(fd, { file, offset: 0, appends: how.appends });
    return DONE;
  }

  #createBehindLinks(at: Place): ModelFile | ErrnoName {
    const { names } = at.directory;
    const node = names.get(at.name);
    if (node?.kind === 'link') {
      const behind = this.#parent(node.target, at.directory);
      return typeof behind === 'string' ? behind : this.#createBehindLinks(behind);
    }
    const file: ModelFile = { kind: 'file', bytes: [] };
    names.set(at.name, file);
    return file;
  }

  close(fd: number): Answer {
    return this.#open.delete(fd) ? DONE : 'badf';
  }

  seek(fd: number, offset: number, whence: number): Answer {
    const open = this.#open.get(fd);
    if (!open) return 'badf';
    const to = offset + [0, open.offset, open.file.bytes.length][whence]!;
    if (to < 0) return 'inval';
    open.offset = to;
    return { data: to };
  }

  read(fd: number, count: number, at?: number): Answer {
    const open = this.#open.get(fd);
    if (!open) return 'badf';
    const from = at ?? open.offset;
    const bytes = open.file.bytes.slice(from, from + count);
    if (at === undefined) open.offset += bytes.length;
    return { data: String.fromCharCode(...bytes) };
  }

  write(fd: number, text: string, at?: number): Answer {
    const open = this.#open.get(fd);
    if (!open) return 'badf';
    const from = at ?? (open.appends ? open.file.bytes.length : open.offset);
    if (text !== '') {
      while (open.file.bytes.length < from) open.file.bytes.push(0);
      open.file.bytes.splice(from, text.length, ...Array.from(text, (char) => char.charCodeAt(0)));
      if (at === undefined) open.offset = from + text.length;
    }
    return { data: text.length };
  }

  resize(fd: number, size: number): Answer {
    const open = this.#open.get(fd);
    if (!open) return 'badf';
    open.file.bytes.length = Math.min(open.file.bytes.length, size);
    while (open.file.bytes.length < size) open.file.bytes.push(0);
    return DONE;
  }

  renumber(from: number, to: number): Answer {
    const open = this.#open.get(from);
    if (!open || !this.#open.has(to)) return 'badf';
    this.#open.delete(from);
    this.#open.set(to, open);
    return DONE;
  }
}

function holds(directory: ModelDirectory, wanted: ModelDirectory): boolean {
  return (
    directory === wanted ||
    [...directory.names.values()].some((node) => node.kind === 'directory' && holds(node, wanted))
  );
}

/** The machine, asked the same things through the guest's own calls. */
class Machine {
  readonly #guest = bootGuest();

  open(path: string, { creates, truncates, appends }: Parameters<Model['open']>[1]): number | ErrnoName {
    const oflags = [...(creates ? (['creat'] as const) : []), ...(truncates ? (['trunc'] as const) : [])];
    return this.#guest.open(path, {
      oflags,
      fdflags: appends ? ['append'] : [],
      rights: ['fd_read', 'fd_write', 'fd_seek', 'fd_tell', 'fd_filestat_set_size'],
    });
  }

  mkdir = (path: string): Answer => done(this.#guest.sys.path_create_directory(DIR, ...this.#guest.text(path)));
  rmdir = (path: string): Answer => done(this.#guest.sys.path_remove_directory(DIR, ...this.#guest.text(path)));
  unlink = (path: string): Answer => done(this.#guest.sys.path_unlink_file(DIR, ...this.#guest.text(path)));
  symlink = (target: string, path: string): Answer =>
    done(this.#guest.sys.path_symlink(...this.#guest.text(target), DIR, ...this.#guest.text(path)));
  link = (from: string, to: string): Answer =>
    done(this.#guest.sys.path_link(DIR, 0, ...this.#guest.text(from), DIR, ...this.#guest.text(to)));
  rename = (from: string, to: string): Answer =>
    done(this.#guest.sys.path_rename(DIR, ...this.#guest.text(from), DIR, ...this.#guest.text(to)));
  close = (fd: number): Answer => done(this.#guest.sys.fd_close(fd));
  resize = (fd: number, size: number): Answer => done(this.#guest.sys.fd_filestat_set_size(fd, BigInt(size)));
  renumber = (from: number, to: number): Answer => done(this.#guest.sys.fd_renumber(from, to));

  readlink(path: string): Answer {
    const { sys, alloc, text, peek, u32 } = this.#guest;
    const [buf, used] = [alloc(64), alloc(4)];
    return answer(sys.path_readlink(DIR, ...text(path), buf, 64, used), () => decode(peek(buf, u32(used))));
  }

  list(path: string): Answer {
    const fd = this.#guest.open(path, { oflags: ['directory'], rights: ['fd_readdir'] });
    if (typeof fd === 'string') return fd;
    const { sys, alloc, u32, view, peek } = this.#guest;
    const [buf, used] = [alloc(4096), alloc(4)];
    const listed = answer(sys.fd_readdir(fd, buf, 4096, 0n, used), () => {
      const names: string[] = [];
      for (let at = buf; at < buf + u32(used);) {
        const length = view().getUint32(at + 16, true);
        names.push(decode(peek(at + 24, length)));
        at += 24 + length;
      }
      return names.filter((name) => name !== '.' && name !== '..').sort();
    });
    sys.fd_close(fd);
    return listed;
  }

  seek(fd: number, offset: number, whence: number): Answer {
    const { sys, alloc, u64 } = this.#guest;
    const out = alloc(8);
    return answer(sys.fd_seek(fd, BigInt(offset), whence, out), () => Number(u64(out)));
  }

  /** In two pieces, so that iovecs are walked. */
  read(fd: number, count: number, at?: number): Answer {
    const { sys, alloc, iovecs, peek, u32 } = this.#guest;
    const [buf, out] = [alloc(count + 8), alloc(4)];
    const half = count >> 1;
    const iovs = iovecs([
      [buf, half],
      [buf + half, count - half],
    ]);
    const errno = at === undefined ? sys.fd_read(fd, ...iovs, out) : sys.fd_pread(fd, ...iovs, BigInt(at), out);
    return answer(errno, () => decode(peek(buf, u32(out))));
  }

  write(fd: number, words: string, at?: number): Answer {
    const { sys, alloc, iovecs, text, u32 } = this.#guest;
    const out = alloc(4);
    const iovs = iovecs([text(words.slice(0, 3)), text(words.slice(3))]);
    const errno = at === undefined ? sys.fd_write(fd, ...iovs, out) : sys.fd_pwrite(fd, ...iovs, BigInt(at), out);
    return answer(errno, () => u32(out));
  }
}

function decode(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function answer(errno: ErrnoName, data: () => unknown): Answer {
  return errno === 'success' ? { data: data() } : errno;
}

function done(errno: ErrnoName): Answer {
  return answer(errno, () => undefined);
}

/** Asks both; descriptors are numbers of the machine, in a list from which later steps pick. */
type Step = (machine: Machine, model: Model, fds: number[]) => void;

const path = fc.constantFrom('a', 'b', 'c', 'd', 'd/a', 'd/b', 'd/e', 'd/e/a', 'e', 'a/b', 'l/a', 'nope/a');
const linkName = fc.constantFrom('l', 'm', 'c');
const target = fc.constantFrom('a', 'd', 'd/a', 'l', 'm', 'nowhere', 'd/e');
const pick = fc.nat({ max: 7 });
const size = fc.nat({ max: 40 });
const words = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 12 });
const how = fc.record({ creates: fc.boolean(), truncates: fc.boolean(), appends: fc.boolean() });

const CLOSED = 4000;
function chosen(fds: readonly number[], index: number): number {
  return fds[index % Math.max(1, fds.length)] ?? CLOSED;
}

function same(what: string, ours: Answer, model: Answer): void {
  expect([what, ours]).toEqual([what, model]);
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(path, how).map(([p, h]): Step => (machine, model, fds) => {
    const fd = machine.open(p, h);
    same(
      `open ${p} ${JSON.stringify(h)}`,
      typeof fd === 'string' ? fd : DONE,
      model.open(p, h, typeof fd === 'string' ? CLOSED : fd),
    );
    if (typeof fd !== 'string') fds.push(fd);
  }),
  path.map(
    (p): Step =>
      (machine, model) =>
        same(
          `mkdir ${p}`,
          machine.mkdir(p),
          model.create(p, () => ({ kind: 'directory', names: new Map() })),
        ),
  ),
  path.map(
    (p): Step =>
      (machine, model) =>
        same(`rmdir ${p}`, machine.rmdir(p), model.remove(p, 'directory')),
  ),
  path.map(
    (p): Step =>
      (machine, model) =>
        same(`unlink ${p}`, machine.unlink(p), model.remove(p, 'file')),
  ),
  fc.tuple(target, linkName).map(
    ([to, p]): Step =>
      (machine, model) =>
        same(
          `symlink ${p} to ${to}`,
          machine.symlink(to, p),
          model.create(p, () => ({ kind: 'link', target: to })),
        ),
  ),
  fc.tuple(path, path).map(
    ([from, to]): Step =>
      (machine, model) =>
        same(`link ${from} ${to}`, machine.link(from, to), model.link(from, to)),
  ),
  fc.tuple(path, path).map(
    ([from, to]): Step =>
      (machine, model) =>
        same(`rename ${from} ${to}`, machine.rename(from, to), model.rename(from, to)),
  ),
  fc.oneof(path, linkName).map(
    (p): Step =>
      (machine, model) =>
        same(`readlink ${p}`, machine.readlink(p), model.readlink(p)),
  ),
  fc.oneof(path, linkName).map(
    (p): Step =>
      (machine, model) =>
        same(`list ${p}`, machine.list(p), model.list(p)),
  ),
  pick.map(
    (i): Step =>
      (machine, model, fds) =>
        same('close', machine.close(chosen(fds, i)), model.close(chosen(fds, i))),
  ),
  fc.tuple(pick, fc.integer({ min: -20, max: 40 }), fc.nat({ max: 2 })).map(
    ([i, to, whence]): Step =>
      (machine, model, fds) =>
        same(`seek ${to} ${whence}`, machine.seek(chosen(fds, i), to, whence), model.seek(chosen(fds, i), to, whence)),
  ),
  fc.tuple(pick, size, fc.option(size, { nil: undefined })).map(
    ([i, count, at]): Step =>
      (machine, model, fds) =>
        same(`read ${count} at ${at}`, machine.read(chosen(fds, i), count, at), model.read(chosen(fds, i), count, at)),
  ),
  fc.tuple(pick, words, fc.option(size, { nil: undefined })).map(
    ([i, text, at]): Step =>
      (machine, model, fds) =>
        same(`write ${text} at ${at}`, machine.write(chosen(fds, i), text, at), model.write(chosen(fds, i), text, at)),
  ),
  fc.tuple(pick, size).map(
    ([i, to]): Step =>
      (machine, model, fds) =>
        same(`resize ${to}`, machine.resize(chosen(fds, i), to), model.resize(chosen(fds, i), to)),
  ),
  fc.tuple(pick, pick).map(
    ([i, j]): Step =>
      (machine, model, fds) =>
        same(
          'renumber',
          machine.renumber(chosen(fds, i), chosen(fds, j)),
          model.renumber(chosen(fds, i), chosen(fds, j)),
        ),
  ),
);

describe('next to a model of a file system', () => {
  it(`answers as the model does, call by call (${RUNS} runs, seed ${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 120 }), (steps) => {
        const machine = new Machine();
        const model = new Model();
        const fds: number[] = [];
        for (const one of steps) one(machine, model, fds);
      }),
      { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: RUNS === 300 ? 15_000 : 3_600_000 },
    );
  });
});
