import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ErrnoName } from '../abi/errno.ts';
import { bootGuest, DIR } from '../testing/guest-fixture.ts';
import { DONE, Model, type Answer } from './testing/model-fixture.ts';

const RUNS = Number(process.env['PREOPEN_RUNS'] ?? 300);
const SEED = Number(
  process.env['PREOPEN_SEED'] ?? (process.env['PREOPEN_RUNS'] === undefined ? 1 : Date.now() % 2 ** 31),
);

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
