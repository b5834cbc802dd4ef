import { bytesOf } from './tree-fixture.ts';

export interface Entry {
  readonly name: string;
  readonly type?: string;
  readonly contents?: string;
  readonly prefix?: string;
  readonly target?: string;
}

/** A ustar image, written from the format's description alone. */
export function tar(...entries: readonly Entry[]): Uint8Array {
  const blocks = entries.flatMap(({ name, type = '0', contents = '', prefix = '', target = '' }) => {
    const bytes = bytesOf(contents);
    const header = new Uint8Array(512);
    const put = (at: number, text: string): void => header.set(bytesOf(text), at);
    put(0, name);
    put(124, `${bytes.length.toString(8).padStart(11, '0')} `);
    put(156, type);
    put(157, target);
    put(257, 'ustar\x0000');
    put(345, prefix);
    const body = new Uint8Array(Math.ceil(bytes.length / 512) * 512);
    body.set(bytes);
    return [header, body];
  });
  return Uint8Array.from([...blocks, new Uint8Array(1024)].flatMap((block) => [...block]));
}
