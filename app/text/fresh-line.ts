const TRAILING_ESCAPES = /(?:\x1b(?:\[[ -?]*[@-~]|[78H]))+$/;

/** Whether the cursor stands at the start of a line after `bytes`, as far as the bytes tell. */
export function endsFreshLine(bytes: Uint8Array, before: boolean): boolean {
  const tail = String.fromCharCode(...bytes.subarray(-64)).replace(TRAILING_ESCAPES, '');
  if (tail === '') return before;
  return tail.endsWith('\n') || tail.endsWith('\r');
}
