import { isOdd, quoted } from '../../../runtime/links/paths.ts';

/** What a look at the disk may take in: files and folders together, and bytes. */
const MOST = { entries: 10_000, bytes: 256 << 20 } as const;

/** Folders that other programs fill; a C program has no use for them, and they can be as large as the disk. */
const SKIPPED = new Set(['.git', 'node_modules', '.DS_Store']);

/** Why what has this name stays where it is, as a sentence; undefined: it may be in both places. */
export function leftOutReason(name: string): string | undefined {
  if (SKIPPED.has(name)) return `${quoted(name)} is left out: it is no part of a C program.`;
  if (isOdd(name)) return `${quoted(name)} is left out: its name cannot be shown.`;
  return undefined;
}

/** Counts what one look at the disk would take in. Throws a sentence where that is too much, before any of it is read. */
export class Intake {
  #entries = 0;
  #bytes = 0;

  add(bytes: number): void {
    this.#entries += 1;
    this.#bytes += bytes;
    if (this.#bytes > MOST.bytes) throw new Error('It holds more than 256 MB; choose a smaller folder.');
    if (this.#entries > MOST.entries)
      throw new Error('It holds more than 10,000 files and folders; choose a smaller folder.');
  }
}
