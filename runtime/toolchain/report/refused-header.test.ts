import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { headerSentence } from './headers-not-here.ts';
import { refusalAtInclude } from './refused-header.ts';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';

const toolchain = NodeToolchain.load();

describe('a header that is not here is one error', () => {
  it.each(['graphics.h', 'windows.h', 'curses.h', 'cs50.h', 'GL/glut.h', 'SDL2/SDL.h'])('%s', async (header) => {
    const project = bootC(toolchain, {
      'main.c': `#include <stdio.h>\n#include <${header}>\nint main(void) { initgraph(); clrscr(); string s = get_string(); return 0; }\n`,
    });
    const built = await project.build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    const [only, ...more] = built.diagnostics;
    expect(more).toEqual([]);
    expect(only?.message).toBe(`'${header}' file not found`);
    expect(only?.place).toMatchObject({ file: 'main.c', line: 2, column: 10 });
    expect(only?.explanation?.meaning).toBe(headerSentence(header));
    expect(built.said).toContain(headerSentence(header));
    // The check while typing says the same.
    const { signal } = new AbortController();
    const checked = await project.builder.check('main.c', DEFAULT_SETTINGS, signal, project.needCxx);
    expect(checked).toEqual(built.diagnostics);
  });

  it.each([
    ['GL/gl.h', /OpenGL/],
    ['SDL.h', /window/],
    ['SDL2/SDL_image.h', /window/],
    ['raylib.h', /window/],
    ['X11/Xlib.h', /desktop/],
    ['gtk/gtk.h', /desktop/],
    ['ncursesw/ncurses.h', /conio/],
    ['menu.h', /curses/],
    ['gmp.h', /__int128/],
    ['openssl/sha.h', /cryptographic/],
    ['WinSock2.h', /network of Windows/],
    ['Windows.h', /usleep/],
    ['bios.h', /usleep/],
    ['alloc.h', /stdlib/],
    ['iostream.h', /\.cpp/],
    ['iostream', /\.cpp/],
    ['readline/readline.h', /fgets/],
    ['zlib.h', /compresses/],
    ['png.h', /PPM/],
    ['curl/curl.h', /network/],
    ['mpi.h', /processes/],
    ['CL/cl.h', /graphics card/],
    ['sqlite3.h', /sqlite3\.c/],
    ['jni.h', /interpreter/],
    ['Python.h', /interpreter/],
    ['linux/input.h', /kernel/],
    ['sys/epoll.h', /poll/],
    ['sys/ptrace.h', /Linux/],
    ['netinet/ip_icmp.h', /POSIX/],
    ['alsa/asoundlib.h', /\.wav/],
    ['CUnit/Basic.h', /assert/],
    ['gsl/gsl_math.h', /numerical/],
    ['execinfo.h', /traps/],
  ])('<%s> has a sentence', (header, sentence) => {
    expect(headerSentence(header)).toMatch(sentence);
  });

  it.each([
    'util.h',
    'list.h',
    'stack.c',
    'my_graphics.h',
    'formats.h',
    'process_list.h',
    'string.h',
    'math.h',
    'db_util.h',
    'test.h',
  ])('nothing is made up about %s', (header) => {
    expect(headerSentence(header)).toBeUndefined();
  });
});

describe('#error', () => {
  it('of a header of the system is one readable error at the #include', async () => {
    const built = await bootC(
      toolchain,
      {
        'main.c': '#include <stdio.h>\n#include "mine.h"\nint main(void) { return kill(getpid(), SIGINT) + x; }\n',
        'mine.h': '/* mine */\n  #include <signal.h>\n',
      },
      { withoutDefaults: ['emulation', 'compat'] },
    ).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics).toHaveLength(1);
    expect(built.diagnostics[0]).toMatchObject({
      message: expect.stringMatching(/^wasm lacks signal support; to enable/) as string,
      place: { file: 'mine.h', line: 2, column: 3, endColumn: 22 },
    });
    expect(built.diagnostics[0]?.follow?.length).toBeGreaterThan(2);
    expect(built.said).toMatch(/[345] more follow from it/);
    expect(built.said).not.toContain('undeclared');
  });

  it('of the program is the first cause, as it is written', async () => {
    const built = await bootC(toolchain, {
      'main.c': '#ifndef SIZE\n#error SIZE is to be given with -DSIZE=\n#endif\nint main(void) { return SIZE; }\n',
    }).build();
    if (built.kind !== 'failed') throw new Error(built.kind);
    expect(built.diagnostics.map(({ message, place }) => [message, place?.line])).toEqual([
      ['SIZE is to be given with -DSIZE=', 2],
    ]);
    expect(built.diagnostics[0]?.follow).toHaveLength(1);
    expect(built.said).toContain('1 more follows from it');
  });

  it('is not what other errors are', () => {
    const output = 'a.c:1:1: error: unknown type name\n    1 | x error;\n      | ^\na.c:2:1: error: expected\n';
    expect(refusalAtInclude(output, () => undefined)).toBe(output);
  });

  it('loses its quotes and what they needed', () => {
    const output = [
      'In file included from main.c:2:',
      '/usr/include/x.h:1:2: error: "say \\"\\\\033[2J\\""',
      '    1 | #error "say"',
      '      |  ^',
      'main.c:3:1: error: undeclared',
      '2 errors generated.',
      '',
    ].join('\n');
    expect(refusalAtInclude(output, () => '#include <x.h>\r').split('\n')).toEqual([
      'main.c:2:1:{2:1-2:15}: error: say "\\033[2J"',
      '    2 | #include <x.h>',
      '      | ^~~~~~~~~~~~~~',
      'main.c:3:1: error: undeclared',
      '2 errors generated.',
      '',
    ]);
  });
});
