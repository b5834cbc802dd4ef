/*
 * The console functions of DOS and Windows compilers, over the tab's terminal (src/conio.c). Keys come at once and
 * without echo; reading whole lines works in between. Elsewhere getch() reads stdin as it comes.
 */
#ifndef PREOPEN_CONIO_H
#define PREOPEN_CONIO_H
#include <preopen/refuse.h>

#ifndef PREOPEN_COLORS
#define PREOPEN_COLORS
enum {
    BLACK, BLUE, GREEN, CYAN, RED, MAGENTA, BROWN, LIGHTGRAY,
    DARKGRAY, LIGHTBLUE, LIGHTGREEN, LIGHTCYAN, LIGHTRED, LIGHTMAGENTA, YELLOW, WHITE
};
#endif
#define BLINK 128
#define _NOCURSOR 0
#define _SOLIDCURSOR 1
#define _NORMALCURSOR 2

PREOPEN_BEGIN

/* Arrows and the keys around them: 224, then 72, 80, 75, 77…; function keys: 0, then 59…. Enter is 13, Backspace 8. */
int getch(void);
int getche(void);
int ungetch(int);
int kbhit(void);
int putch(int);
int cputs(const char *);
int cprintf(const char *, ...) __attribute__((__format__(__printf__, 1, 2)));
int cscanf(const char *, ...) __attribute__((__format__(__scanf__, 1, 2)));
char *cgets(char *);

void clrscr(void);
void clreol(void);
void delline(void);
void insline(void);
/* Columns and rows count from 1. */
void gotoxy(int, int);
int wherex(void);
int wherey(void);

void textcolor(int);
void textbackground(int);
void textattr(int);
void highvideo(void);
void lowvideo(void);
void normvideo(void);
void textmode(int);
void _setcursortype(int);

int _getch(void);
int _getche(void);
int _ungetch(int);
int _kbhit(void);
int _putch(int);
int _cputs(const char *);
int _cprintf(const char *, ...) __attribute__((__format__(__printf__, 1, 2)));
char *_cgets(char *);

PREOPEN_END
#endif
