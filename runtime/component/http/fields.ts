import type { Tagged } from '../canonical/types.ts';

type Entry = readonly [name: string, value: Uint8Array];

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What the connection is about, which the machine says. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  'connection',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);
const [NUL, LF, CR] = [0, 10, 13];
/** As long as a head that is read may be. */
const MOST_BYTES = 64 << 10;
/** Of each entry, beside its name and value: the colon, the space and the end of the line. */
const LINE_BYTES = 4;

const OK: Tagged = { tag: 'ok' };

function refused(why: 'invalid-syntax' | 'forbidden' | 'immutable'): Tagged {
  return { tag: 'err', val: { tag: why } };
}

/** The resource `fields`: headers or trailers, in order. Names are the same in upper and lower case. */
export class Fields {
  readonly shown = 'fields';
  readonly #isImmutable: boolean;
  #entries: Entry[];
  /** As a head has them. */
  #bytes: number;

  constructor(entries: readonly Entry[] = [], isImmutable = false) {
    this.#entries = [...entries];
    this.#bytes = bytesOf(entries);
    this.#isImmutable = isImmutable;
  }

  static fromList(entries: readonly Entry[]): Tagged {
    for (const [name, value] of entries) {
      const wrong = problemOf(name, [value]);
      if (wrong) return wrong;
    }
    return bytesOf(entries) > MOST_BYTES ? refused('forbidden') : { tag: 'ok', val: new Fields(entries) };
  }

  /** As they are now, not to be changed. */
  get fixed(): Fields {
    return new Fields(this.#entries, true);
  }

  get(name: string): readonly Uint8Array[] {
    return this.#entries.filter((entry) => isNamed(entry, name)).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.#entries.some((entry) => isNamed(entry, name));
  }

  set(name: string, values: readonly Uint8Array[]): Tagged {
    const wrong = this.#isImmutable ? refused('immutable') : problemOf(name, values);
    if (wrong) return wrong;
    const kept = this.#entries.filter((entry) => !isNamed(entry, name));
    for (const value of values) kept.push([name, value]);
    const bytes = bytesOf(kept);
    if (bytes > MOST_BYTES) return refused('forbidden');
    this.#entries = kept;
    this.#bytes = bytes;
    return OK;
  }

  delete(name: string): Tagged {
    return this.set(name, []);
  }

  append(name: string, value: Uint8Array): Tagged {
    const wrong = this.#isImmutable ? refused('immutable') : problemOf(name, [value]);
    if (wrong) return wrong;
    const bytes = bytesOf([[name, value]]);
    if (this.#bytes + bytes > MOST_BYTES) return refused('forbidden');
    this.#bytes += bytes;
    this.#entries.push([name, value]);
    return OK;
  }

  entries(): readonly Entry[] {
    return this.#entries;
  }

  /** What an answer may say: the headers of a request, and so a copy of them, have others as well. */
  sendable(): readonly Entry[] {
    return this.#entries.filter(([name]) => !FORBIDDEN.has(name.toLowerCase()));
  }

  clone(): Fields {
    return new Fields(this.#entries);
  }
}

function bytesOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, [name, value]) => sum + name.length + value.length + LINE_BYTES, 0);
}

function isNamed([have]: Entry, name: string): boolean {
  return have.toLowerCase() === name.toLowerCase();
}

/** A value with an end of line in it would be a header of its own. */
function problemOf(name: string, values: readonly Uint8Array[]): Tagged | undefined {
  if (!NAME.test(name)) return refused('invalid-syntax');
  if (FORBIDDEN.has(name.toLowerCase())) return refused('forbidden');
  const isBroken = values.some((value) => value.includes(NUL) || value.includes(LF) || value.includes(CR));
  return isBroken ? refused('invalid-syntax') : undefined;
}
