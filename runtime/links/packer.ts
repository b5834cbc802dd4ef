import { zipSync } from 'fflate';
import { assertNever } from '../base/assert-never.ts';
import { decodeLink, encodeLink } from './link.ts';
import type { FromPacker, ToPacker } from './packing-protocol.ts';
import { readZip, type ReadSettings } from './read-zip.ts';

/** The packing worker's side of one task. */
export class Packer {
  readonly #readSettings: ReadSettings;
  readonly #entries = new Map<string, Uint8Array>();

  /** `readSettings` validates what a zip says of its project's settings. */
  constructor(readSettings: ReadSettings) {
    this.#readSettings = readSettings;
  }

  /** The result of the task; undefined until the page has sent all of it. */
  async receive(message: ToPacker): Promise<FromPacker | undefined> {
    switch (message.type) {
      case 'read-link':
        return { type: 'read-link', value: decodeLink(message.fragment) };
      case 'make-link':
        return { type: 'make-link', value: encodeLink(message.project) };
      case 'zip-entry':
        this.#entries.set(zipName(message.path), message.bytes);
        return undefined;
      case 'zip':
        return { type: 'zip', value: zipSync(Object.fromEntries(this.#entries)) };
      case 'read-zip':
        return { type: 'read-zip', value: await readZip(message.bytes, this.#readSettings) };
      default:
        return assertNever(message, 'message to the packing worker');
    }
  }
}

/** The library keeps entries in an object, where this one name would set the prototype. */
function zipName(path: string): string {
  return path === '__proto__' ? './__proto__' : path;
}
