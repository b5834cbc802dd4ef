import type { FileInode } from '../../vfs/inode.ts';

/** A file of the project as an object was made from it. */
export interface Input {
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The file when it was last seen to hold `bytes`: while these are the same, its contents need not be compared. */
  ino: number;
  ctim: FileInode['ctim'];
}

/** What objects were made from, kept by content: a file that was saved again without a change is no reason for work. */
export class Inputs {
  readonly #find: (path: string) => FileInode | undefined;
  /** The latest of each path, so that a header is kept once for all that include it. */
  readonly #latest = new Map<string, Input>();

  constructor(find: (path: string) => FileInode | undefined) {
    this.#find = find;
  }

  /**
   * The files at `paths` as they are; undefined when one of them changed after `sinceNs`, so that it is unknown what a
   * reader has seen of it.
   */
  take(paths: readonly string[], sinceNs: number): readonly Input[] | undefined {
    const inputs: Input[] = [];
    for (const path of paths) {
      const file = this.#find(path);
      if (!file || Number(file.ctim) > sinceNs) return undefined;
      inputs.push(this.#of(path, file));
    }
    return inputs;
  }

  areUnchanged(inputs: readonly Input[]): boolean {
    return inputs.every((input) => {
      const file = this.#find(input.path);
      return file !== undefined && isStill(input, file);
    });
  }

  #of(path: string, file: FileInode): Input {
    const latest = this.#latest.get(path);
    if (latest && isStill(latest, file)) return latest;
    const input = { path, bytes: file.contents.slice(), ino: file.ino, ctim: file.ctim };
    this.#latest.set(path, input);
    return input;
  }
}

function isStill(input: Input, file: FileInode): boolean {
  if (input.ino === file.ino && input.ctim === file.ctim) return true;
  if (!isEqual(input.bytes, file.contents)) return false;
  input.ino = file.ino;
  input.ctim = file.ctim;
  return true;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
