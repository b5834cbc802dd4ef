/** How a part of a value is written in C, after the value that it is a part of. */
export function valuePath(whole: string, part: string): string {
  if (part.startsWith('[')) return whole.startsWith('*') ? `(${whole})${part}` : `${whole}${part}`;
  if (part.startsWith('*')) return `*${whole}`;
  // What a pointer points at is called `*pointer`.
  return whole.startsWith('*') ? `${whole.slice(1)}->${part}` : `${whole}.${part}`;
}
