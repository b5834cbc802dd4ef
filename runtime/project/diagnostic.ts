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
}
