/* Texts in arrays that are longer than the texts. */
#include <libgen.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <wchar.h>

int main(void)
{
    char a[64], b[64], c[8], *rest, *token;
    strcpy(a, "one,two;three");
    strcpy(b, a);
    if (strcmp(a, b) != 0 || strncmp(a, b, 64) != 0 || strcasecmp(a, b) != 0) return 1;
    strncpy(c, "ab", sizeof c);
    if (c[7] != 0) return 2;
    strcat(strcpy(a, "x"), "y");
    strncat(a, "zzz", 2);
    if (strlen(a) != 4 || strchr(a, 'z') != a + 2 || strrchr(a, 'z') != a + 3 || strstr(a, "yz") != a + 1) return 3;
    int count = 0;
    for (token = strtok(b, ",;"); token; token = strtok(NULL, ",;")) count += (int)strlen(token);
    if (count != 11) return 4;
    char d[] = "p q r";
    for (token = strtok_r(d, " ", &rest); token; token = strtok_r(NULL, " ", &rest)) count++;
    if (count != 14 || memchr(a, 'z', 64) != a + 2 || strspn(a, "xy") != 2 || strcspn(a, "z") != 2 || !strpbrk(a, "zy")) return 5;
    int length = sprintf(a, "%d/%s", 12, "s");
    length += snprintf(a + length, sizeof a - (size_t)length, "%5.2f|%-4d|%x", 3.14159, 7, 255u);
    if (strcmp(a, "12/s 3.14|7   |ff") != 0 || snprintf(NULL, 0, "%s", a) != length) return 6;
    memset(b, 'q', 10);
    b[10] = 0;
    memccpy(c, "ab;cd", ';', 5);
    if (strlen(b) != 10 || c[2] != ';' || memcmp(b, "qqq", 3) != 0) return 7;
    char copy[16];
    for (int i = 0; (copy[i] = "by hand"[i]); i++) { }
    for (char *at = copy; *at; at++) if (*at == ' ') *at = '_';
    if (strcmp(copy, "by_hand") != 0) return 8;
    char buffer[100], *end = stpcpy(buffer, "abc");
    if (end != buffer + 3 || strnlen(buffer, 100) != 3) return 9;
    size_t n = 0;
    char reversed[32];
    for (size_t i = strlen(copy); i-- > 0;) reversed[n++] = copy[i];
    reversed[n] = 0;
    if (strcmp(reversed, "dnah_yb") != 0) return 10;
    wchar_t wide[20], other[20];
    if (mbstowcs(wide, "w\xc3\xa4rm", 20) != 4 && mbstowcs(wide, "warm", 20) != 4) return 11;
    wcscpy(other, L"wide");
    wcscat(other, L"!");
    if (wcslen(other) != 5 || swprintf(wide, 20, L"%d %ls", 3, L"x") != 3 || wide[2] != L'x') return 12;
    char narrow[20];
    if (wcstombs(narrow, other, 20) != 5 || narrow[4] != '!') return 13;
    regex_t regex;
    regmatch_t matches[3];
    if (regcomp(&regex, "([a-z]+)=([0-9]+)", REG_EXTENDED) != 0) return 14;
    if (regexec(&regex, "key=42", 3, matches, 0) != 0 || matches[2].rm_so != 4) return 15;
    regfree(&regex);
    char path[] = "/a/b/c.txt";
    if (strcmp(basename(path), "c.txt") != 0) return 16;
    char *made = NULL;
    size_t bytes = 0;
    FILE *memory = open_memstream(&made, &bytes);
    fprintf(memory, "%s-%d", "m", 5);
    fclose(memory);
    if (bytes != 3 || strcmp(made, "m-5") != 0) return 17;
    free(made);
    char fixed[32];
    FILE *in = fmemopen("12 ab", 5, "r");
    int number;
    if (fscanf(in, "%d %s", &number, fixed) != 2 || number != 12 || fixed[1] != 'b') return 18;
    fclose(in);
    printf("%s %c %.3s %*d %p\n", a, a[0], "abcdef", 4, 7, (void *)0);
    puts("done");
}
