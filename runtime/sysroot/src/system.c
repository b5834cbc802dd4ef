/*
 * There is no command processor, which is an answer the C standard allows. Three commands that programs made for a
 * console give are something the terminal can do.
 */
#include <errno.h>
#include <preopen/terminal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int is(const char *command, const char *name)
{
    while (*command == ' ')
        command++;
    size_t length = strlen(name);
    return strncasecmp(command, name, length) == 0 && command[length + strspn(command + length, " ")] == '\0';
}

int (system)(const char *command)
{
    if (command == NULL)
        return 0;
    if (is(command, "cls") || is(command, "clear")) {
        __preopen_clrscr();
        return 0;
    }
    if (is(command, "pause")) {
        fputs("Press any key to continue . . . ", stdout);
        __preopen_getch();
        putchar('\n');
        return 0;
    }
    errno = ENOSYS;
    return -1;
}
