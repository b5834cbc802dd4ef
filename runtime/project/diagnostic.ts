export type Severity = 'error' | 'warning' | 'note' | 'remark';

/** A place in a source file. Lines count from 1; columns are UTF-16 units from 1, as editors count. */
export interface Place {
  /** Relative to the project, or an absolute path into the sysroot (`/usr/include/stdio.h`). */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What clang or the linker has to say. A linker's complaint may have no place. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly message: string;
  /** `-Wunused-variable`, where there is one. */
  readonly flag: string | undefined;
  readonly place: Place | undefined;
  readonly notes: readonly { readonly message: string; readonly place: Place | undefined }[];
  readonly fixits: readonly { readonly place: Place; readonly text: string }[];
  /** The same in plain words, where the compiler's own are for people who know C. */
  readonly explanation?: Explanation;
  /** The linker's: only another build can say that it is mended. */
  readonly isFromLinker?: true;
  /** Errors and warnings that go away when this one is mended. */
  readonly follow?: readonly Diagnostic[];
}

/** What a diagnostic means for the program that it is about. Sentences have no full stop at the end. */
export interface Explanation {
  readonly meaning: string;
  /** What to try. */
  readonly advice?: string;
  /** A few lines with the same mistake, and the same lines without it. */
  readonly example?: { readonly wrong: string; readonly right: string };
}
