/** How far a response has come. */
export type Progress = 'head' | 'body' | 'complete';

const CR = 13;
const LF = 10;
const latin1 = new TextDecoder('latin1');

/**
 * The bytes of an HTTP/1.1 response as they come, and where it ends: after as many bytes as Content-Length says, after
 * the last chunk, or with the connection. Each byte is looked at once.
 */
export class HttpResponse {
  readonly #hasBody: boolean;
  #bytes = new Uint8Array(16 << 10);
  #length = 0;
  /** Up to where the bytes have been understood. */
  #at = 0;
  /** Up to where an end of line was looked for in vain. */
  #searched = 0;
  #body: 'until-closed' | 'chunked' | { readonly end: number } | undefined;
  #isComplete = false;

  /** `method`: of the request, since the answer to a HEAD has no body. */
  constructor(method: string) {
    this.#hasBody = method !== 'HEAD';
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  get length(): number {
    return this.#length;
  }

  get progress(): Progress {
    if (this.#isComplete) return 'complete';
    return this.#body === undefined ? 'head' : 'body';
  }

  /** It ends when the connection does, and says no more about it. */
  get endsWithConnection(): boolean {
    return this.#body === 'until-closed';
  }

  push(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + bytes.length));
      longer.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = longer;
    }
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    while (!this.#isComplete && this.#step());
  }

  /** Whether something more was understood. */
  #step(): boolean {
    if (this.#body === undefined) return this.#readHead();
    if (this.#body === 'until-closed') return false;
    if (this.#body === 'chunked') return this.#readChunk();
    this.#isComplete = this.#length >= this.#body.end;
    return false;
  }

  #readHead(): boolean {
    const end = this.#find(CR, LF, CR, LF);
    if (end === -1) return false;
    const head = latin1.decode(this.#bytes.subarray(0, end));
    const status = Number(/^HTTP\/\d(?:\.\d)? (\d{3})/.exec(head)?.[1]);
    this.#at = end + 4;
    const length = /^content-length:[ \t]*(\d+)[ \t]*\r?$/im.exec(head)?.[1];
    if (!this.#hasBody || status === 204 || status === 304) this.#isComplete = true;
    else if (/^transfer-encoding:.*\bchunked[ \t]*\r?$/im.test(head)) this.#body = 'chunked';
    else if (length !== undefined) this.#body = { end: this.#at + Number(length) };
    else this.#body = 'until-closed';
    return true;
  }

  #readChunk(): boolean {
    const end = this.#find(CR, LF);
    if (end === -1) return false;
    const size = /^[ \t]*([0-9a-f]{1,8})[ \t]*(?:;.*)?$/i.exec(latin1.decode(this.#bytes.subarray(this.#at, end)))?.[1];
    if (size === undefined) {
      // What is no chunk has no end that could be known.
      this.#body = 'until-closed';
      return false;
    }
    const bytes = parseInt(size, 16);
    if (bytes === 0) return this.#readTrailers(end);
    if (this.#length < end + 2 + bytes + 2) return false;
    this.#at = end + 2 + bytes + 2;
    return true;
  }

  /** After the last chunk come further header lines, if any, and an empty one. */
  #readTrailers(lastChunkEnd: number): boolean {
    const bytes = this.#bytes.subarray(0, this.#length);
    for (let at = lastChunkEnd; at + 3 < bytes.length; at++)
      if (bytes[at] === CR && bytes[at + 1] === LF && bytes[at + 2] === CR && bytes[at + 3] === LF)
        this.#isComplete = true;
    return false;
  }

  /** Where `wanted` stands, from what was understood on; -1: not yet. */
  #find(...wanted: readonly number[]): number {
    let at = Math.max(this.#at, this.#searched);
    for (; at + wanted.length <= this.#length; at++)
      if (wanted.every((byte, i) => this.#bytes[at + i] === byte)) return at;
    this.#searched = at;
    return -1;
  }
}
