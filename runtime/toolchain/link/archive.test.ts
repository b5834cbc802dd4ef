import { describe, expect, it } from 'vitest';
import { readArchive, writeArchive } from './archive.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A member as `ar` writes it. */
function member(name: string, contents: string): string {
  const nobodys = '0           0     0     0       ';
  const header = `${name.padEnd(16)}${nobodys}${String(contents.length).padEnd(10)}\`\n`;
  return header + contents + (contents.length % 2 ? '\n' : '');
}

/** The index of `symbols`, each with the offset of its member. */
function index(symbols: readonly (readonly [string, number])[]): string {
  const big = (value: number): string => String.fromCharCode(0, 0, value >> 8, value & 0xff);
  return (
    big(symbols.length) + symbols.map(([, at]) => big(at)).join('') + symbols.map(([name]) => `${name}\0`).join('')
  );
}

describe('an archive', () => {
  it('has members, and an index of who defines what', () => {
    const first =
      8 +
      member(
        '/',
        index([
          ['a', 0],
          ['b', 0],
          ['a', 0],
        ]),
      ).length;
    const names = member('//', 'a long name.o/\n');
    const one = member('/0', 'one');
    const at = [first + names.length, first + names.length + one.length] as const;
    const symbols = member(
      '/',
      index([
        ['a', at[0]],
        ['b', at[1]],
        ['a', at[1]],
      ]),
    );
    const archive = readArchive(bytes(`!<arch>\n${symbols}${names}${one}${member('two.o/', 'two!')}`));
    expect(archive?.members.map((each) => new TextDecoder().decode(each))).toEqual(['one', 'two!']);
    expect(archive?.definers).toEqual(
      new Map([
        ['a', [0, 1]],
        ['b', [1]],
      ]),
    );
  });

  it('may be empty', () => {
    expect(readArchive(bytes('!<arch>\n'))).toEqual({ members: [], definers: new Map() });
  });

  it.each([
    ['something else', 'not an archive'],
    ['members without an index', `!<arch>\n${member('one.o/', 'one')}`],
    ['a member that is cut off', `!<arch>\n${member('one.o/', 'one').slice(0, -2)}`],
    ['a header that is cut off', `!<arch>\n${member('one.o/', 'one').slice(0, 30)}`],
  ])('is not read from %s', (_, text) => {
    expect(readArchive(bytes(text))).toBeUndefined();
  });

  it('is written as `ar` writes one, each member at an even place', () => {
    expect(new TextDecoder().decode(writeArchive([bytes('one'), bytes('two!')]))).toBe(
      `!<arch>\n${member('0/', 'one')}${member('1/', 'two!')}`,
    );
  });
});
