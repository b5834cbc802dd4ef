#error "<curses.h> is not here: read single keys with getch() and kbhit(), and draw with gotoxy() and textcolor(), from <conio.h>; or use <termios.h> and escape sequences such as \"\\033[2J\""
