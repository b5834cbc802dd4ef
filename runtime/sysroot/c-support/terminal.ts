import { type CSupportSection } from './row.ts';

export const TERMINAL: CSupportSection = {
  title: 'The terminal',
  rows: [
    {
      id: 'isatty',
      feature: '`isatty`, escape sequences',
      status: 'note',
      note: 'Colours, moves, scrolling, the alternate screen, the mouse. Counts end at the size of the screen; window titles, palettes and links have no effect; what a program switches on is off again when it ends.',
      program: String.raw`#include <stdio.h>
#include <unistd.h>
int main(void)
{
    printf("\033[31mred\033[0m %d\n", isatty(1) >= 0);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '\u001b[31mred\u001b[0m 1\n' },
    },
    {
      id: 'conio',
      feature:
        '`<conio.h>`: `getch`, `getche`, `kbhit`, `ungetch`, `clrscr`, `gotoxy`, `wherex`, `textcolor`, `cprintf`, `cputs`, `cgets`, …',
      status: 'note',
      note: 'Single keys at once, without Enter or echo; Ctrl-C still stops the program. Arrows come as 224 and a code (72, 80, 75, 77), function keys as 0 and a code, Enter as 13. Colours hold for `printf` too. Without a terminal `getch` reads stdin, and nothing is drawn.',
      stdin: '7\nk',
      program: String.raw`#include <conio.h>
#include <stdio.h>
int main(void)
{
    int n;
    clrscr();
    scanf("%d", &n);
    getch();
    textcolor(YELLOW);
    cprintf("%d %c %d\n", n * n, getch(), kbhit());
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdoutContains: '49 k' },
    },
    {
      id: 'termios',
      feature: '`<termios.h>`: `tcgetattr`, `tcsetattr`, `cfmakeraw`, `tcflush`',
      status: 'note',
      note: '`ICANON`, `ECHO`, `ISIG`, `ICRNL`, `OPOST`, `VMIN` (0 or more) and `VTIME` have an effect, the rest is remembered. They work in the terminal of this page; where there is another one or none, they fail with `ENOTTY`.',
      program: String.raw`#include <errno.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>
int main(void)
{
    struct termios mode;
    int known = tcgetattr(STDIN_FILENO, &mode);
    cfmakeraw(&mode);
    printf("%d %d %d\n", known, errno == ENOTTY, (mode.c_lflag & (ICANON | ECHO)) == 0);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '-1 1 1\n' },
    },
    {
      id: 'winsize',
      feature: '`ioctl(TIOCGWINSZ)`',
      status: 'note',
      note: 'The size as it is now; there is no `SIGWINCH`, so ask again. `ENOTTY` without the terminal of this page: assume 80 by 24.',
      program: String.raw`#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>
int main(void)
{
    struct winsize size;
    int known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    printf("%d %d\n", known, errno == ENOTTY);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '-1 1\n' },
    },
    {
      id: 'system',
      feature: '`system`',
      status: 'note',
      note: '`"cls"` and `"clear"` clear the screen, `"pause"` waits for a key. There is no command processor: `system(NULL)` is 0, any other command fails with `ENOSYS`, and the compiler warns.',
      program: String.raw`#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    int available = system(NULL), cleared = system("cls"), result = system("dir");
    printf("%d %d %d %d\n", available, cleared, result, errno == ENOSYS);
    return 0;
}
`,
      expect: { compiles: true, exit: 0, stdout: '0 0 -1 1\n', warns: 'system() runs nothing here but' },
    },
  ],
};
