import { ByteReader } from '../../wasm/byte-reader.ts';

const decoder = new TextDecoder();

/** Reads what DWARF encodes besides LEB128: numbers of fixed width and text. */
export class DwarfReader extends ByteReader {
  readonly #view: DataView;

  constructor(bytes: Uint8Array, at = 0) {
    super(bytes, at);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  u8(): number {
    return this.byte();
  }

  u16(): number {
    this.at += 2;
    return this.#view.getUint16(this.at - 2, true);
  }

  u32(): number {
    this.at += 4;
    return this.#view.getUint32(this.at - 4, true);
  }

  /** Exact up to 2^53. */
  u64(): number {
    this.at += 8;
    return Number(this.#view.getBigUint64(this.at - 8, true));
  }

  /** Text that a zero byte ends. */
  cString(): string {
    const end = this.bytes.indexOf(0, this.at);
    const text = decoder.decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}
