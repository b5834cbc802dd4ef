import { describe, expect, it } from 'vitest';
import { readLinkLine } from './link-line.ts';

const line = (text: string) => readLinkLine(text.split(' '));

describe('a link', () => {
  it('is read for its objects, its libraries and the names in its flags', () => {
    expect(
      line(
        'wasm-ld -m wasm32 -L/usr/lib/a -L/usr/lib/b /usr/lib/b/crt1.o /.build/main.c.o -z stack-size=64 -lm --wrap=read -lc /usr/lib/x.builtins.a -o /.build/main.wasm',
      ),
    ).toEqual({
      words: [
        ...['wasm-ld', '-m', 'wasm32', '-L/usr/lib/a', '-L/usr/lib/b', '/usr/lib/b/crt1.o', '/.build/main.c.o'],
        ...['-z', 'stack-size=64', undefined, '--wrap=read', '-o', '/.build/main.wasm'],
      ],
      objects: ['/usr/lib/b/crt1.o', '/.build/main.c.o'],
      libraries: [
        ['/usr/lib/a/libm.a', '/usr/lib/b/libm.a'],
        ['/usr/lib/a/libc.a', '/usr/lib/b/libc.a'],
        ['/usr/lib/x.builtins.a'],
      ],
      names: ['read', '__wrap_read', '__real_read'],
    });
  });

  it.each([
    ['another tool', 'clang -cc1 -lc'],
    ['no library', 'wasm-ld a.o -o a.wasm'],
    ['a flag with a meaning of its own', 'wasm-ld -L/usr/lib a.o --whole-archive -lc'],
    ['a flag that is not known', 'wasm-ld -L/usr/lib a.o --why-extract=x -lc'],
    ['an object behind a library', 'wasm-ld -L/usr/lib a.o -lc b.o'],
    ['a response file in place of an object', 'wasm-ld -L/usr/lib -lc @more'],
    ['libraries of the project', 'wasm-ld -L/usr/lib -Llib a.o -lmine -lc'],
    ['a library of the project', 'wasm-ld -L/usr/lib a.o mine.a -lc'],
    ['a folder that is left again', 'wasm-ld -L/usr/../lib a.o -lc'],
    ['a library by another name', 'wasm-ld -L/usr/lib a.o -l:../../x.a'],
  ])('is left to the linker with %s', (_, text) => {
    expect(line(text)).toBeUndefined();
  });
});
