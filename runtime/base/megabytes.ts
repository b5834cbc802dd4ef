/** Millions of bytes, with one decimal; the unit is the caller's to write. */
export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
