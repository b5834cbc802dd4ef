/** What is said of an exception of ours: its message, and where it came from. */
export function faultText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
