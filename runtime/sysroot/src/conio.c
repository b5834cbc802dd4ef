/*
 * All of it is weak: programs that were made for other systems define some of these names themselves. Output goes
 * through stdout and is seen at once, as on a console.
 */
#include <conio.h>
#include <preopen/terminal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define WEAK __attribute__((__weak__))

/* Keys that were read and not handed out. */
static unsigned char keys[160];
static int first, end;
static int pushed = EOF;

static int is_single;
static struct termios lines;

/* Whether there is a terminal that delivers single keys; if so, from now on. */
static int single_keys(void)
{
    struct termios mode;
    if (is_single)
        return 1;
    if (tcgetattr(0, &lines) != 0)
        return 0;
    mode = lines;
    mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    mode.c_iflag &= ~(tcflag_t)ICRNL;
    mode.c_cc[VMIN] = 1;
    mode.c_cc[VTIME] = 0;
    is_single = tcsetattr(0, TCSANOW, &mode) == 0;
    return is_single;
}

void __preopen_line_mode(void)
{
    if (is_single)
        tcsetattr(0, TCSANOW, &lines);
    is_single = 0;
}

static void add(int code)
{
    if (end < (int)sizeof keys)
        keys[end++] = (unsigned char)code;
}

static void add_pair(int prefix, int code)
{
    if (code == 0)
        return;
    add(prefix);
    add(code);
}

/* `CSI number ~`. */
static const struct { unsigned char number, prefix, code; } numbered[] = {
    { 1, 224, 71 }, { 2, 224, 82 }, { 3, 224, 83 }, { 4, 224, 79 }, { 5, 224, 73 }, { 6, 224, 81 }, { 7, 224, 71 },
    { 8, 224, 79 }, { 11, 0, 59 }, { 12, 0, 60 }, { 13, 0, 61 }, { 14, 0, 62 }, { 15, 0, 63 }, { 17, 0, 64 },
    { 18, 0, 65 }, { 19, 0, 66 }, { 20, 0, 67 }, { 21, 0, 68 }, { 23, 224, 133 }, { 24, 224, 134 },
};

static void add_sequence(int number, int final)
{
    static const char finals[] = "ABCDHFPQRSZ";
    static const unsigned char codes[] = { 72, 80, 77, 75, 71, 79, 59, 60, 61, 62, 15 };
    const char *found = strchr(finals, final);
    if (final == '~') {
        for (size_t i = 0; i < sizeof numbered / sizeof *numbered; i++)
            if (numbered[i].number == number)
                add_pair(numbered[i].prefix, numbered[i].code);
    } else if (found != NULL && final != '\0') {
        add_pair(found - finals < 6 ? 224 : 0, codes[found - finals]);
    }
}

/* A terminal sends a key in one piece, so Escape is one that nothing follows. */
static void decode(const unsigned char *bytes, int length)
{
    for (int i = 0; i < length; i++) {
        if (bytes[i] == 27 && i + 1 < length && (bytes[i + 1] == '[' || bytes[i + 1] == 'O')) {
            int number = 0, is_first = 1;
            for (i += 2; i < length && bytes[i] < 0x40; i++) {
                if (bytes[i] == ';')
                    is_first = 0;
                else if (is_first && bytes[i] >= '0' && bytes[i] <= '9')
                    number = (number * 10 + bytes[i] - '0') % 256;
            }
            if (i < length)
                add_sequence(number, bytes[i]);
        } else {
            add(bytes[i] == 127 ? 8 : bytes[i] == '\n' ? '\r' : bytes[i]);
        }
    }
}

int __preopen_getch(void)
{
    unsigned char bytes[64];
    fflush(stdout);
    if (pushed != EOF) {
        int key = pushed;
        pushed = EOF;
        return key;
    }
    while (first == end) {
        if (!single_keys())
            return getchar();
        ssize_t count = read(0, bytes, sizeof bytes);
        if (count <= 0)
            return EOF;
        first = end = 0;
        decode(bytes, (int)count);
    }
    return keys[first++];
}

WEAK int getch(void) { return __preopen_getch(); }

WEAK int getche(void)
{
    int key = __preopen_getch();
    if (is_single && key > 0 && key != 224)
        putch(key);
    return key;
}

WEAK int ungetch(int key)
{
    if (pushed != EOF)
        return EOF;
    return pushed = key & 255;
}

WEAK int kbhit(void)
{
    fflush(stdout);
    if (pushed != EOF || first < end)
        return 1;
    single_keys();
    return __preopen_terminal_readable() > 0;
}

/* Escape sequences are for terminals. */
static void control(const char *sequence)
{
    if (isatty(1))
        fputs(sequence, stdout);
    fflush(stdout);
}

WEAK int putch(int c)
{
    putchar(c);
    fflush(stdout);
    return c;
}

WEAK int cputs(const char *text)
{
    fputs(text, stdout);
    fflush(stdout);
    return 0;
}

WEAK int cprintf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int count = vprintf(format, arguments);
    va_end(arguments);
    fflush(stdout);
    return count;
}

WEAK int cscanf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int count = vscanf(format, arguments);
    va_end(arguments);
    return count;
}

/* text[0]: room, its NUL included; text[1]: how much came; the line itself from text[2] on. */
WEAK char *cgets(char *text)
{
    size_t room = (unsigned char)text[0];
    if (room == 0 || fgets(text + 2, (int)room, stdin) == NULL)
        return NULL;
    text[2 + strcspn(text + 2, "\n")] = '\0';
    text[1] = (char)strlen(text + 2);
    return text + 2;
}

void __preopen_clrscr(void) { control("\033[2J\033[H"); }

WEAK void clrscr(void) { __preopen_clrscr(); }
WEAK void clreol(void) { control("\033[K"); }
WEAK void delline(void) { control("\033[M"); }
WEAK void insline(void) { control("\033[L"); }

static int last_column = 1, last_row = 1;

WEAK void gotoxy(int column, int row)
{
    char sequence[32];
    last_column = column;
    last_row = row;
    snprintf(sequence, sizeof sequence, "\033[%d;%dH", row, column);
    control(sequence);
}

static void locate(void)
{
    fflush(stdout);
    __preopen_terminal_cursor(&last_row, &last_column);
}

WEAK int wherex(void)
{
    locate();
    return last_column;
}

WEAK int wherey(void)
{
    locate();
    return last_row;
}

/* A colour of DOS has blue at bit 0 and red at bit 2; terminals have it the other way round. */
static int foreground = LIGHTGRAY;

static int ansi(int color) { return (color & 2) | (color & 1) << 2 | (color & 4) >> 2; }

WEAK void textcolor(int color)
{
    char sequence[32];
    foreground = color & (BLINK | 15);
    snprintf(sequence, sizeof sequence, "\033[%d;%dm", color & BLINK ? 5 : 25, (color & 8 ? 90 : 30) + ansi(color));
    control(sequence);
}

WEAK void textbackground(int color)
{
    char sequence[16];
    snprintf(sequence, sizeof sequence, "\033[%dm", 40 + ansi(color));
    control(sequence);
}

WEAK void textattr(int attribute)
{
    textcolor(attribute & (BLINK | 15));
    textbackground(attribute >> 4 & 7);
}

WEAK void highvideo(void) { textcolor(foreground | 8); }
WEAK void lowvideo(void) { textcolor(foreground & ~8); }

WEAK void normvideo(void)
{
    foreground = LIGHTGRAY;
    control("\033[0m");
}

/* There is one mode. As there, the screen is cleared. */
WEAK void textmode(int mode)
{
    (void)mode;
    normvideo();
    __preopen_clrscr();
}

WEAK void _setcursortype(int type) { control(type == _NOCURSOR ? "\033[?25l" : "\033[?25h"); }

WEAK int _getch(void) { return getch(); }
WEAK int _getche(void) { return getche(); }
WEAK int _ungetch(int key) { return ungetch(key); }
WEAK int _kbhit(void) { return kbhit(); }
WEAK int _putch(int c) { return putch(c); }
WEAK int _cputs(const char *text) { return cputs(text); }
WEAK char *_cgets(char *text) { return cgets(text); }

WEAK int _cprintf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int count = vprintf(format, arguments);
    va_end(arguments);
    fflush(stdout);
    return count;
}
