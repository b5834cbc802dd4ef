import type { Disposable } from '../../../base/disposable.ts';
import { joinPath } from '../../../base/join-path.ts';
import type { Host } from '../../../kernel/host.ts';
import { MOST_LISTED, type FileEntry, type FolderChange, type FolderEntry } from '../../../protocol/project.ts';
import type { DirectoryEntry, DirectoryInode, Inode } from '../../../vfs/inode.ts';
import { entryOf } from './entry-of.ts';

/** How long changes by programs gather before they are sent to the page. */
const GATHER_MS = 60;
/** How long the page has for itself between two pieces. */
const BETWEEN_MS = 16;
/** Most characters of names and paths in a piece. */
const MOST_TEXT = 256 << 10;

export interface FileFeedEvents {
  readonly files: (changes: readonly FolderChange[]) => void;
  /** Files whose contents a program has changed. */
  readonly changed: (paths: readonly string[]) => void;
}

/** A folder that is being listed: entries from `next` on, up to those that came after it was begun. */
interface Listing {
  readonly directory: DirectoryInode;
  next: number;
  readonly until: number;
}

/**
 * Tells the page what there is below a directory: at first everything, then what has changed. Noticing a change is
 * O(1), and its state is looked up only then: a name that comes and goes many times in the meantime is sent once.
 * The page gets pieces of bounded size, the next one after it has said `listed`.
 */
export class FileFeed implements Disposable {
  readonly #host: Host;
  readonly #root: DirectoryInode;
  readonly #events: FileFeedEvents;
  /** Names that have come, gone or changed their meaning, by folder. */
  readonly #named = new Map<DirectoryInode, Set<string>>();
  /** Folders to be listed whole, the next one last. */
  readonly #listings: Listing[] = [];
  /** Files whose size the page may not know. */
  readonly #resized = new Set<Inode>();
  /** Files that a program has written to. */
  readonly #rewritten = new Set<Inode>();
  #timer: Disposable | undefined;
  #isPageBusy = false;
  #isDisposed = false;

  constructor(host: Host, root: DirectoryInode, events: FileFeedEvents) {
    this.#host = host;
    this.#root = root;
    this.#events = events;
    this.#list(root);
  }

  /** The first piece of everything there is. The rest follows by itself. */
  first(): readonly FileEntry[] {
    const entries = this.#piece().flatMap(({ folder, put }) =>
      put.map(({ name, kind, size }) => ({ path: joinPath(folder, name), kind, size })),
    );
    this.#plan(BETWEEN_MS);
    return entries;
  }

  /** A directory got or lost an entry. */
  named(entry: DirectoryEntry, isPageWriting: boolean): void {
    this.#note(entry);
    this.#plan(isPageWriting ? 0 : GATHER_MS);
  }

  /** A file was written to. */
  written(inode: Inode, isPageWriting: boolean): void {
    if (inode.kind !== 'regular_file') return;
    this.#resized.add(inode);
    if (!isPageWriting) this.#rewritten.add(inode);
    this.#plan(isPageWriting ? 0 : GATHER_MS);
  }

  /** The page has taken the last piece in. */
  taken(): void {
    this.#isPageBusy = false;
    this.#plan(BETWEEN_MS);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#timer?.dispose();
  }

  get #isPending(): boolean {
    return this.#named.size + this.#listings.length + this.#resized.size + this.#rewritten.size > 0;
  }

  #note({ parent, name }: DirectoryEntry): void {
    const names = this.#named.get(parent);
    if (names) names.add(name);
    else this.#named.set(parent, new Set([name]));
  }

  #plan(ms: number): void {
    if (this.#timer || this.#isPageBusy || this.#isDisposed || !this.#isPending) return;
    this.#timer = this.#host.timer(ms, () => {
      this.#timer = undefined;
      this.#isPageBusy = true;
      this.#events.files(this.#piece());
      const paths = this.#takeRewritten();
      if (paths.length > 0) this.#events.changed(paths);
    });
  }

  /** What the page is sent next; it counts as sent. */
  #piece(): readonly FolderChange[] {
    const piece = new Piece(this.#root);
    for (let listing = this.#listings.at(-1); listing && !piece.isFull; listing = this.#listings.at(-1))
      this.#goOn(listing, piece);
    for (const [directory, names] of this.#named) {
      if (piece.isFull) return piece.changes;
      this.#tellNames(directory, names, piece);
    }
    for (const inode of this.#resized) {
      if (piece.isFull) break;
      this.#resized.delete(inode);
      if (inode.nlink === 1 && inode.place) piece.put(inode.place);
      // Thousands of names do not have to fit into one piece.
      else for (const place of inode.places) this.#note(place);
    }
    return piece.changes;
  }

  #goOn(listing: Listing, piece: Piece): void {
    for (const entry of listing.directory.entriesFrom(listing.next)) {
      if (entry.sequence >= listing.until) break;
      if (piece.isFull) return;
      listing.next = entry.sequence + 1;
      this.#put(entry, piece);
    }
    // Those within it were put behind it.
    this.#listings.splice(this.#listings.lastIndexOf(listing), 1);
  }

  #tellNames(directory: DirectoryInode, names: Set<string>, piece: Piece): void {
    for (const name of names) {
      if (piece.isFull) return;
      names.delete(name);
      const entry = directory.entries.get(name);
      if (entry) this.#put(entry, piece);
      else piece.remove(directory, name);
    }
    this.#named.delete(directory);
  }

  #put(entry: DirectoryEntry, piece: Piece): void {
    const { inode } = entry;
    piece.put(entry);
    if (inode.kind === 'directory') this.#list(inode);
    else if (inode.nlink === 1) this.#resized.delete(inode);
  }

  /** The page takes the folder for empty: all that it holds has to be sent, and nothing that it held before. */
  #list(directory: DirectoryInode): void {
    this.#named.delete(directory);
    if (directory.size > 0) this.#listings.push({ directory, next: 0, until: directory.nextSequence });
  }

  #takeRewritten(): readonly string[] {
    const paths: string[] = [];
    const piece = new Piece(this.#root);
    for (const inode of this.#rewritten) {
      if (paths.length >= MOST_LISTED) break;
      this.#rewritten.delete(inode);
      for (const { parent, name } of inode.places) {
        const folder = piece.pathOf(parent);
        if (folder !== undefined) paths.push(joinPath(folder, name));
      }
    }
    return paths;
  }
}

/** Changes on their way into one message. */
class Piece {
  readonly changes: { readonly folder: string; readonly removed: string[]; readonly put: FolderEntry[] }[] = [];
  readonly #root: DirectoryInode;
  readonly #paths = new Map<DirectoryInode, string | undefined>();
  #left = MOST_LISTED;
  #textLeft = MOST_TEXT;

  constructor(root: DirectoryInode) {
    this.#root = root;
  }

  get isFull(): boolean {
    return this.#left <= 0 || this.#textLeft <= 0;
  }

  put({ parent, name, inode }: DirectoryEntry): void {
    this.#of(parent, name, (change) => change.put.push({ name, ...entryOf(inode) }));
  }

  remove(parent: DirectoryInode, name: string): void {
    this.#of(parent, name, (change) => change.removed.push(name));
  }

  /** Path of a folder; undefined for one that was removed, or lies in one that was. */
  pathOf(directory: DirectoryInode): string | undefined {
    if (this.#paths.has(directory)) return this.#paths.get(directory);
    const names: string[] = [];
    let at = directory;
    for (let place = at.place; at !== this.#root && place; place = at.place) {
      names.push(place.name);
      at = place.parent;
    }
    const path = at === this.#root ? names.reverse().join('/') : undefined;
    this.#paths.set(directory, path);
    return path;
  }

  #of(parent: DirectoryInode, name: string, add: (change: Piece['changes'][number]) => void): void {
    this.#left--;
    const folder = this.pathOf(parent);
    if (folder === undefined) return;
    this.#textLeft -= name.length;
    const last = this.changes.at(-1);
    const isSame = last?.folder === folder;
    const change = isSame ? last : { folder, removed: [], put: [] };
    if (!isSame) {
      this.#textLeft -= folder.length;
      this.changes.push(change);
    }
    add(change);
  }
}
