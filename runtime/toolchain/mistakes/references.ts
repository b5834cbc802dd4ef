import type { Mistake } from './mistake.ts';

const HEADERS = ['preopen/ref.h'];

/** What `preopen_ref` of <preopen/ref.h> does not allow. */
export const REFERENCES: readonly Mistake[] = [
  {
    name: 'reference made from a number',
    says: /^used type 'preopen_ref'.* where arithmetic or pointer type is required$|^(?:initializing|assigning to) 'preopen_ref'.* incompatible type /,
    means:
      'There is no conversion to preopen_ref, not from a number and not from a pointer: a reference cannot be forged',
    advice: 'Take it from a call that returns one, such as preopen_folder(0) or preopen_open_at()',
    wrong: 'preopen_ref folder = (preopen_ref)3;\npreopen_drop(folder);',
    right: 'preopen_ref folder = preopen_folder(0);\npreopen_drop(folder);',
    headers: HEADERS,
  },
  {
    name: 'reference used as a number',
    says: /^operand of type 'preopen_ref'.* where arithmetic or pointer type is required$|^invalid operands to binary expression .*'preopen_ref'|^cannot pass expression of type 'preopen_ref'/,
    means: 'A reference has no number and no address that a program could look at',
    advice:
      'Ask preopen_is_null() whether a call returned one, and pass it only to functions of <preopen/ref.h> or of your own',
    wrong: 'preopen_ref folder = preopen_folder(0);\nif (folder != 0) preopen_drop(folder);',
    right: 'preopen_ref folder = preopen_folder(0);\nif (!preopen_is_null(folder)) preopen_drop(folder);',
    headers: HEADERS,
  },
  {
    name: 'reference in memory',
    says: /^(?:field has sizeless type|invalid application of 'sizeof' to sizeless type) 'preopen_ref'|^WebAssembly table must be static$|^cannot take address of WebAssembly reference$|^pointer to WebAssembly reference type is not allowed$/,
    means: 'A reference cannot lie in memory, so no array, structure or pointer can hold one',
    advice: 'Keep it in a local variable, or in a table: write PREOPEN_TABLE(kept); outside all functions',
    wrong: 'struct pair { preopen_ref from, to; };\nint main(void) { return 0; }',
    right: 'PREOPEN_TABLE(kept);\nint main(void) { return preopen_table_grow(kept, 2); }',
    frame: 'file',
    headers: HEADERS,
  },
];
