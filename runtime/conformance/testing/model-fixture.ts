import type { ErrnoName } from '../../abi/errno.ts';

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
export type Answer = ErrnoName | { readonly data: unknown };
export const DONE: Answer = { data: undefined };

/**
 * A file system as simple as can be, written without a look at ours: paths of plain names, walked recursively; nothing
 * about rights, times, or trailing slashes, which have tests of their own.
 */
export class Model {
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
    const to = offset + ([0, open.offset, open.file.bytes.length][whence] ?? NaN);
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
