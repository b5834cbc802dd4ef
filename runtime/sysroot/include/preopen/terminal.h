/*
 * The terminal that runs this program, for src/conio.c, src/termios.c and src/system.c. It is asked by private modes
 * (CSI ? n h), which other terminals ignore; runtime/kernel/tty/tty-mode.ts has the same numbers.
 */
#ifndef PREOPEN_TERMINAL_H
#define PREOPEN_TERMINAL_H
#include <stddef.h>

/* Where to write to it, when stdin and one of stdout and stderr are this terminal, which knows those modes; otherwise -1. */
int __preopen_terminal(void);
void __preopen_terminal_write(const char *);
/* Its size in cells; 0 when it is not known. */
int __preopen_terminal_size(int *rows, int *columns);
/* Where its cursor is, from 1; 0 when it is not known. */
int __preopen_terminal_cursor(int *row, int *column);
/* Bytes that can be read from stdin at once; 1 where the count is not known, or at the end. */
size_t __preopen_terminal_readable(void);

/* Back to whole lines, when conio.h had switched to single keys. */
void __preopen_line_mode(void);
int __preopen_getch(void);
void __preopen_clrscr(void);

#endif
