import { readArchive, writeArchive, type Archive } from './archive.ts';
import { readLinkLine } from './link-line.ts';
import { symbolsOf, type ObjectSymbols } from './object-symbols.ts';

/** What goes into a link, by path; undefined where nothing is. */
export interface LinkInputs {
  readonly object: (path: string) => Uint8Array | undefined;
  /** Of what never changes. */
  readonly library: (path: string) => Uint8Array | undefined;
}

/** A link that reads no more of the libraries than it may need. */
export interface NarrowedLink {
  readonly argv: readonly string[];
  /** To be put where `argv` says it is; the same array for as long as the same members are needed. */
  readonly archive: Uint8Array;
}

/** Names that the linker asks for by itself. */
const BY_ITSELF = ['_start', '__wasm_call_ctors', '__wasm_call_dtors'];

/**
 * Finds out what a link may need of its libraries. The linker reads every member of each to find the few that it takes,
 * which is most of its work for a small program; which ones can matter is known from names alone: those that define a
 * name that an object, a flag or one of them mentions. Decision 0015.
 */
export class NeededMembers {
  readonly #inputs: LinkInputs;
  readonly #libraries = new Map<string, Library>();
  #last: { readonly key: string; readonly archive: Uint8Array } | undefined;

  constructor(inputs: LinkInputs) {
    this.#inputs = inputs;
  }

  /**
   * `argv` of a link that makes the same program as `argv`, with one archive at `path` in place of all libraries;
   * undefined where that is not certain.
   */
  narrow(argv: readonly string[], path: string): NarrowedLink | undefined {
    const line = readLinkLine(argv);
    const libraries = line && all(line.libraries.map((places) => this.#library(places)));
    const objects = line && all(line.objects.map((object) => this.#symbols(object)));
    if (!libraries || !objects) return undefined;
    const needed = new Needed(libraries);
    for (const name of [...BY_ITSELF, ...line.names]) needed.mention(name);
    for (const object of objects) needed.mentionAll(object);
    const taken = needed.members();
    if (!taken) return undefined;
    return { argv: line.words.map((word) => word ?? path), archive: this.#archive(libraries, taken) };
  }

  /** Names that the libraries seen so far define. */
  *libraryNames(): Iterable<string> {
    for (const { definers } of this.#libraries.values()) yield* definers.keys();
  }

  #archive(libraries: readonly Library[], taken: Taken): Uint8Array {
    const key = libraries.map(({ path }, i) => `${path}:${taken[i]?.join() ?? ''}`).join(';');
    if (this.#last?.key !== key) {
      const members = libraries.flatMap(({ members }, i) => (taken[i] ?? []).flatMap((at) => members[at] ?? []));
      this.#last = { key, archive: writeArchive(members) };
    }
    return this.#last.archive;
  }

  #symbols(path: string): ObjectSymbols | undefined {
    const bytes = this.#inputs.object(path) ?? this.#inputs.library(path);
    return bytes && symbolsOf(bytes);
  }

  /** The library at the first of `places` where there is one. */
  #library(places: readonly string[]): Library | undefined {
    for (const path of places) {
      const known = this.#libraries.get(path);
      if (known) return known;
      const bytes = this.#inputs.library(path);
      if (!bytes) continue;
      const archive = readArchive(bytes);
      if (!archive) return undefined;
      const library = { ...archive, path, symbols: [] };
      this.#libraries.set(path, library);
      return library;
    }
    return undefined;
  }
}

interface Library extends Archive {
  readonly path: string;
  /** Of its members, as far as they were looked at. */
  readonly symbols: (ObjectSymbols | undefined)[];
}

/** Of each library, places of members, in their order. */
type Taken = readonly (readonly number[])[];

/** Follows names to the members that define them, and these to the names that they mention. */
class Needed {
  readonly #libraries: readonly Library[];
  readonly #names = new Set<string>();
  readonly #toFollow: string[] = [];
  readonly #taken: readonly Set<number>[];

  constructor(libraries: readonly Library[]) {
    this.#libraries = libraries;
    this.#taken = libraries.map(() => new Set());
  }

  mention(name: string): void {
    if (this.#names.has(name)) return;
    this.#names.add(name);
    this.#toFollow.push(name);
  }

  /** Names that are defined count as well: that another file defines them too can make a difference. */
  mentionAll({ defined, undefined: wanted }: ObjectSymbols): void {
    for (const name of defined) this.mention(name);
    for (const name of wanted) this.mention(name);
  }

  /** Undefined if one of them cannot be read. */
  members(): Taken | undefined {
    for (let name = this.#toFollow.pop(); name !== undefined; name = this.#toFollow.pop())
      for (const [i, library] of this.#libraries.entries())
        for (const at of library.definers.get(name) ?? []) if (!this.#take(library, i, at)) return undefined;
    return this.#taken.map((members) => [...members].sort((a, b) => a - b));
  }

  #take(library: Library, i: number, at: number): boolean {
    const taken = this.#taken[i];
    const bytes = library.members[at];
    if (!taken || !bytes) throw new Error('A library’s index names a member that it does not have');
    if (taken.has(at)) return true;
    taken.add(at);
    const symbols = (library.symbols[at] ??= symbolsOf(bytes));
    if (symbols) this.mentionAll(symbols);
    return symbols !== undefined;
  }
}

/** `values` if none of them is missing. */
function all<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === values.length ? present : undefined;
}
