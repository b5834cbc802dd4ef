import { err, ok, type Result } from '../../runtime/base/result.ts';

/** Beyond this an editor in a tab stops being pleasant, and the file is hardly a source file. */
export const LARGEST_TEXT_BYTES = 2 * 1024 * 1024;

/** The text of a file, or the sentence that says why it is not shown as text. */
export function decodeText(bytes: Uint8Array): Result<string, string> {
  if (bytes.length > LARGEST_TEXT_BYTES)
    return err(`This file is ${sizeText(bytes.length)}, too large to edit here. Programs can still read and write it.`);
  if (bytes.includes(0))
    return err(`This is a binary file (${sizeText(bytes.length)}). Programs can still read and write it.`);
  try {
    // `ignoreBOM` keeps a byte order mark in the text, so that saving does not drop it.
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return err('This file is not UTF-8 text, and saving it from here would damage it. Programs can still use it.');
  }
}

const MODULE_MAGIC = [0x00, 0x61, 0x73, 0x6d];

/** Whether the file is a WebAssembly module, or says so by its name. */
export function isModule(path: string, bytes: Uint8Array): boolean {
  return path.toLowerCase().endsWith('.wasm') || MODULE_MAGIC.every((byte, i) => bytes[i] === byte);
}

export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1000_000) return `${decimal(bytes / 1000)} KB`;
  return `${decimal(bytes / 1000_000)} MB`;
}

function decimal(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
