/* gets(), which C dropped in 2011 and old programs still call. The header warns. */
#include <stdio.h>

char *__preopen_gets(char *line)
{
    size_t length = 0;
    int c;
    while ((c = getchar()) != EOF && c != '\n')
        line[length++] = (char)c;
    if (c == EOF && (length == 0 || ferror(stdin)))
        return NULL;
    line[length] = '\0';
    return line;
}
