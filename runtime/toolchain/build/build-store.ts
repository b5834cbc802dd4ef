/** A file of the project as an object was made from it: it has not changed since if both are still the same. */
export interface KeptInput {
  readonly path: string;
  readonly ino: number;
  /** ns since the epoch. */
  readonly ctim: bigint;
}

/** One source, compiled. Plain data, like all here. */
export interface KeptObject {
  readonly path: string;
  /** No other object was ever given it. */
  readonly id: string;
  /** Flags, and the names that an include could mean. */
  readonly how: string;
  readonly inputs: readonly KeptInput[];
  readonly object: Uint8Array;
  /** What the compiler said. */
  readonly stderr: string;
}

/** A program of the project, linked. */
export interface KeptProgram {
  /** The file with its main(), where the project has several; otherwise empty; `:library` for what is linked apart. Each is kept once. */
  readonly main: string;
  /** Flags, and the objects' ids. */
  readonly key: string;
  readonly program: Uint8Array;
  /** What the linker said. */
  readonly stderr: string;
}

export interface KeptBuild {
  readonly objects: readonly KeptObject[];
  readonly programs: readonly KeptProgram[];
}

/** What a build has changed. */
export interface BuildChange {
  readonly objects?: readonly KeptObject[];
  /** Sources whose objects are of no use any more. */
  readonly dropped?: readonly string[];
  readonly program?: KeptProgram;
  /** Programs that are of no use any more, by their `main`. */
  readonly droppedPrograms?: readonly string[];
}

/**
 * Where what was built of the open project outlives the machine. It is asked again whenever another project is open, and
 * gives back only what the same tools have made: the headers and libraries that came with them are in no list of inputs.
 */
export interface BuildStore {
  /** Never rejects: what cannot be had is built again. */
  load(): Promise<KeptBuild>;
  /** Only the store knows whether that works. */
  save(change: BuildChange): void;
}

export const NOTHING_KEPT: KeptBuild = { objects: [], programs: [] };

/** Keeps nothing. */
export const NO_STORE: BuildStore = { load: () => Promise.resolve(NOTHING_KEPT), save: () => undefined };
