// Strings, characters, memory, input and output: what most programs are made of.
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
struct word { char *text; int count; struct word *next; };
static struct word *buckets[64];
static unsigned hash(const char *s)
{
    unsigned h = 2166136261u;
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 16777619u;
    return h;
}
static void count(const char *text)
{
    struct word **slot = &buckets[hash(text) % 64];
    for (; *slot; slot = &(*slot)->next)
        if (strcmp((*slot)->text, text) == 0) {
            (*slot)->count++;
            return;
        }
    *slot = malloc(sizeof **slot);
    **slot = (struct word){strdup(text), 1, NULL};
}
static char *reverse(char *s)
{
    for (char *a = s, *b = s + strlen(s) - 1; a < b; a++, b--) {
        char t = *a;
        *a = *b;
        *b = t;
    }
    return s;
}
static int is_palindrome(const char *s)
{
    for (size_t i = 0, j = strlen(s); i < j--; i++)
        if (tolower((unsigned char)s[i]) != tolower((unsigned char)s[j])) return 0;
    return 1;
}
static size_t copy(const char *from, const char *to)
{
    char buffer[4096];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    size_t n, total = 0;
    if (!in || !out) return perror("copy"), 0;
    while ((n = fread(buffer, 1, sizeof buffer, in)) > 0) total += fwrite(buffer, 1, n, out);
    fseek(in, 0, SEEK_END);
    printf("%ld\n", ftell(in));
    rewind(in);
    fclose(in);
    fclose(out);
    return total;
}
static void list(const char *path)
{
    DIR *folder = opendir(path);
    struct dirent *entry;
    struct stat about;
    while (folder && (entry = readdir(folder)))
        if (stat(entry->d_name, &about) == 0) printf("%s %lld\n", entry->d_name, (long long)about.st_size);
    if (folder) closedir(folder);
}
static int parse(const char *s)
{
    int a, b;
    char op, rest[16];
    if (sscanf(s, "%d %c %d %15[^\n]", &a, &op, &b, rest) < 3) return -1;
    return op == '+' ? a + b : op == '-' ? a - b : op == '*' ? a * b : b ? a / b : 0;
}
static void clear(char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) p[i] = 0;
    memset(p, ' ', n / 2);
    memmove(p + 1, p, n / 2);
}
static int count_bits(const unsigned char *p, size_t n)
{
    int bits = 0;
    for (size_t i = 0; i < n; i++)
        for (unsigned char b = p[i]; b; b &= b - 1) bits++;
    return bits;
}
int main(int argc, char *argv[])
{
    char line[256], *token, *rest, **end = NULL;
    wchar_t wide[] = L"wide \u00e9";
    setlocale(LC_ALL, "");
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\r\n")] = '\0';
        for (token = strtok_r(line, " \t", &rest); token; token = strtok_r(NULL, " \t", &rest)) count(token);
    }
    for (int c; (c = getchar()) != EOF;) putchar(isalpha(c) ? toupper(c) : isdigit(c) || isspace(c) ? c : '.');
    for (int i = 0; i < argc; i++) printf("argv[%d] = \"%s\" %*d|%-8.3s|%#06x\n", i, argv[i], 5, i, argv[i], i);
    snprintf(line, sizeof line, "%" PRId64 " %zu %%", INT64_C(1), strlen("text"));
    strncat(strcpy(line, "abc"), "defgh", 3);
    char *found = strstr(line, "cd"), *last = strrchr(line, 'd');
    printf("%s %td %s %d %d %d\n", reverse(line), last - found, strpbrk("hello", "lo"), memcmp("a", "b", 1), strncasecmp("AB", "ab", 2), is_palindrome("Anna"));
    printf("%ld %lu %g %d %ls\n", strtol("0x1f", end, 16), strtoul("12", NULL, 10), strtod("1e3", NULL), parse("6 * 7"), wide);
    time_t now = time(NULL);
    struct tm *local = localtime(&now);
    strftime(line, sizeof line, "%Y-%m-%d %H:%M:%S", local);
    int fd = open("out.txt", O_CREAT | O_RDWR | O_TRUNC, 0644);
    if (fd >= 0) {
        (void)!write(fd, line, strlen(line));
        lseek(fd, 0, SEEK_SET);
        (void)!read(fd, line, sizeof line);
        close(fd);
    }
    mkdir("folder", 0755);
    rename("out.txt", "folder/out.txt");
    remove("folder/out.txt");
    list(".");
    char *memory = realloc(malloc(10), 100);
    clear(memory, 100);
    fprintf(stderr, "%s %d %zu\n", getenv("HOME"), count_bits((unsigned char *)memory, 100), copy(argv[0], "copy"));
    free(memory);
    srand((unsigned)now);
    return rand() % 2 ? fflush(stdout) : ferror(stdin);
}
