import { beforeAll, describe, expect, it } from 'vitest';
import { bootC, type RunOptions } from '../testing/c-fixture.ts';
import { NodeToolchain } from '../cli/node-toolchain.ts';

let toolchain: NodeToolchain;
beforeAll(() => {
  toolchain = NodeToolchain.load();
});

async function run(program: string, options: RunOptions = {}) {
  const { stdout, outcome } = await bootC(toolchain, { 'main.c': program }).run(options);
  expect(outcome).toEqual({ kind: 'exited', code: 0 });
  return stdout.replaceAll('\r\n', '\n');
}

describe('conio.h at a terminal', () => {
  it('delivers keys at once, without echo, Enter as 13, Backspace as 8, and arrows as two', async () => {
    const program = `#include <conio.h>
#include <stdio.h>
int main(void) { for (int key; (key = getch()) != 'q';) printf("%d ", key); }`;
    const typed = ['a', '\r', '\x7f', '\x1b[A', '\x1bOB', '\x1b', '\x1b[3~', '\x1bOP', '\x1b[24~', 'é', 'q'];
    expect(await run(program, { typed })).toBe('97 13 8 224 72 224 80 27 224 83 0 59 224 134 195 169 ');
  });

  it('shows what was printed before it waits, and echoes for getche only', async () => {
    const program = `#include <conio.h>
#include <stdio.h>
int main(void) { printf("key? "); int a = _getche(), b = getch(); ungetch(b); printf("[%c%c]", a, getch()); }`;
    expect(await run(program, { typed: ['x', 'y'] })).toBe('key? x[xy]');
  });

  it('asks whether a key is there without waiting for it', async () => {
    const program = `#include <conio.h>
#include <stdio.h>
#include <unistd.h>
int main(void) { int turns = 0; while (!kbhit()) { turns++; usleep(1000); } printf("%d %c %d", turns > 0, getch(), kbhit()); }`;
    expect(await run(program, { typed: ['k'] })).toBe('1 k 0');
  });

  it('lets whole lines be read before and after single keys', async () => {
    const program = `#include <conio.h>
#include <stdio.h>
int main(void) {
  int first = 0, second = 0;
  scanf("%d", &first);
  int key = getch();
  scanf("%d", &second);
  printf("%d %c %d", first, key, second);
}`;
    expect(await run(program, { typed: ['12\r', 'k', '3', '4\r'] })).toBe('12\n34\n12 k 34');
  });

  it('moves, colours and clears by control sequences', async () => {
    const program = `#include <conio.h>
#include <stdio.h>
int main(void) {
  clrscr();
  gotoxy(10, 5);
  textattr(RED | BLUE << 4);
  cprintf("%d", 42);
  normvideo();
  clreol(); insline(); delline();
  textcolor(LIGHTBLUE + BLINK);
  _setcursortype(_NOCURSOR);
  printf("%d %d", wherex(), wherey());
}`;
    expect(await run(program, { typed: [] })).toBe(
      '\x1b[2J\x1b[H\x1b[5;10H\x1b[25;31m\x1b[44m42\x1b[0m\x1b[K\x1b[L\x1b[M\x1b[5;94m\x1b[?25l5 7',
    );
  });

  it('leaves the program names of its own', async () => {
    const program = `#include <conio.h>
#include <stdio.h>
void gotoxy(int column, int row) { printf("<%d,%d>", column, row); }
int main(void) { gotoxy(1, 2); printf("%c", getch()); }`;
    expect(await run(program, { typed: ['k'] })).toBe('<1,2>k');
  });
});

it.each([
  {
    what: 'a void main that pauses at its end',
    program: `#include <stdio.h>
#include <conio.h>
void main() {
  int n;
  clrscr();
  printf("Enter a number: ");
  scanf("%d", &n);
  printf("%d", n * n);
  getch();
}`,
    said: '\x1b[2J\x1b[HEnter a number: 12\n144',
  },
  {
    what: 'a greeting that pauses',
    program: `#include <stdio.h>
#include <conio.h>
int main(void){ clrscr(); printf("hi"); getch(); return 0; }`,
    said: '\x1b[2J\x1b[Hhi',
  },
])('runs programs as courses have them: $what', async ({ program, said }) => {
  const { stdout, outcome } = await bootC(toolchain, { 'main.c': program }).run({ typed: ['12\r', ' '] });
  expect(outcome.kind).toBe('exited');
  expect(stdout.replaceAll('\r\n', '\n')).toBe(said);
});

describe('conio.h without a terminal', () => {
  it('reads bytes as they come, and prints no control sequences', async () => {
    const program = `#include <conio.h>
#include <stdio.h>
int main(void) { int n; clrscr(); scanf("%d", &n); printf("%d %d %d %d", n * n, getch(), getche(), getch()); gotoxy(1, 1); }`;
    expect(await run(program, { stdin: '5\nx' })).toBe('25 10 120 -1');
  });
});

describe('system', () => {
  it.each([
    { command: 'cls', said: '\x1b[2J\x1b[H0' },
    { command: 'CLS ', said: '\x1b[2J\x1b[H0' },
    { command: 'clear', said: '\x1b[2J\x1b[H0' },
    { command: 'pause', said: 'Press any key to continue . . . \n0' },
    { command: 'dir', said: '-1' },
  ])('$command', async ({ command, said }) => {
    const program = `#include <stdio.h>
#include <stdlib.h>
int main(void) { printf("%d", system("${command}")); }`;
    expect(await run(program, { typed: ['k'] })).toBe(said);
  });

  it('warns of commands that do nothing, and only of those', async () => {
    const built = (command: string) =>
      bootC(toolchain, {
        'main.c': `#include <stdlib.h>\nint main(void) { return system("${command}"); }`,
      }).build();
    expect(await built('pause')).toMatchObject({ kind: 'built', diagnostics: [] });
    const color = await built('color 0A');
    const said = 'diagnostics' in color ? color.diagnostics : [];
    expect(said.map(({ severity }) => severity)).toEqual(['warning']);
    expect(said[0]?.message).toContain('system() runs nothing here but');
  });
});

describe('termios', () => {
  it('switches to single keys without echo, and back', async () => {
    const program = `#include <stdio.h>
#include <termios.h>
#include <unistd.h>
int main(void) {
  struct termios old, new;
  char line[8] = "";
  if (tcgetattr(STDIN_FILENO, &old) != 0) return 1;
  new = old;
  new.c_lflag &= ~(ICANON | ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &new);
  int key = getchar();
  tcsetattr(STDIN_FILENO, TCSANOW, &old);
  fgets(line, sizeof line, stdin);
  printf("%d %s", key, line);
}`;
    expect(await run(program, { typed: ['\r', 'ab\r'] })).toBe('ab\n10 ab\n');
  });

  it('waits for a byte as long as VTIME says, and not at all without', async () => {
    const program = `#include <stdio.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
int main(void) {
  struct termios raw;
  char c = 0;
  tcgetattr(0, &raw);
  cfmakeraw(&raw);
  raw.c_cc[VMIN] = 0;
  tcsetattr(0, TCSAFLUSH, &raw);
  long none = read(0, &c, 1);
  raw.c_cc[VTIME] = 1;
  tcsetattr(0, TCSANOW, &raw);
  long key = read(0, &c, 1);
  struct timespec from, to;
  clock_gettime(CLOCK_MONOTONIC, &from);
  long late = read(0, &c, 1);
  clock_gettime(CLOCK_MONOTONIC, &to);
  long ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
  printf("%ld %ld %c %ld %d\\n", none, key, c, late, ms >= 99);
}`;
    expect(await run(program, { typed: ['\x03'] })).toBe('0 1 \x03 0 1\n');
  });

  it('knows the size of the terminal, and that there is none', async () => {
    const program = `#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
int main(void) {
  struct winsize size = { 0 };
  struct termios mode;
  int known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
  printf("%d %d %d %d %d", known, size.ws_row, size.ws_col, tcgetattr(0, &mode), errno == ENOTTY);
}`;
    expect(await run(program, { typed: ['ahead\r'] })).toBe('0 24 80 0 0');
    expect(await run(program)).toBe('-1 0 0 -1 1');
  });

  it('asks the terminal where its cursor is, as an editor does', async () => {
    const program = `#include <stdio.h>
#include <termios.h>
#include <unistd.h>
int main(void) {
  struct termios raw;
  char answer[32] = "";
  tcgetattr(0, &raw);
  cfmakeraw(&raw);
  tcsetattr(0, TCSAFLUSH, &raw);
  write(1, "\\033[6n", 4);
  for (int i = 0; read(0, answer + i, 1) == 1 && answer[i] != 'R'; i++) {}
  printf("%s", answer + 1);
}`;
    expect(await run(program, { typed: [] })).toBe('[7;5R');
  });
});

it.each([
  { header: 'dos.h', call: 'delay(5)', says: 'wait with usleep(milliseconds * 1000) from <unistd.h>' },
  { header: 'windows.h', call: 'Sleep(5)', says: 'call usleep(ms * 1000) from <unistd.h>' },
])('$header is refused with what to use instead', async ({ header, call, says }) => {
  const built = await bootC(toolchain, { 'main.c': `#include <${header}>\nint main(void) { ${call}; }` }).build();
  if (built.kind !== 'failed') throw new Error(built.kind);
  expect(built.said).toContain(says);
});
