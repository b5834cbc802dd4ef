/* What functions of libc read into variables of the program. */
#include <ctype.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    int d, hex, at, year; unsigned u; long l; long long ll; short h; signed char hh; float f; double g; char c, word[16], set[16], two[2];
    size_t z; intmax_t j; void *p;
    if (scanf("%d %x %u %ld %lld %hd %hhd", &d, (unsigned *)&hex, &u, &l, &ll, &h, &hh) != 7) return 1;
    if (d != -12 || hex != 255 || u != 3 || l != 4 || ll != 5 || h != 6 || hh != 7) return 2;
    if (scanf("%f %lf %15s %15[a-c] %n", &f, &g, word, set, &at) != 4) return 3;
    if (f != 1.5f || g != 2.5 || strcmp(word, "word") || strcmp(set, "abc") || at < 5) return 4;
    if (scanf(" %c %2c %*d %zu %jd %p", &c, two, &z, &j, &p) != 5) return 5;
    if (c != 'x' || two[1] != 'z' || z != 9 || j != 10 || (size_t)p != 16) return 6;
    getchar();
    char line[64], *end;
    if (!fgets(line, sizeof line, stdin) || strcmp(line, "a line\n") != 0) return 7;
    char *text = NULL; size_t room = 0;
    if (getline(&text, &room, stdin) != 13 || text[0] != 'a' || text[13] != 0) return 8;
    if (getdelim(&text, &room, ';', stdin) != 4 || text[3] != ';') return 9;
    free(text);
    int byte = getchar();
    if (ungetc(byte, stdin) != byte || getc(stdin) != byte) return 10;
    while ((byte = getchar()) != EOF && byte != '\n') if (!isalpha(byte)) return 11;
    char raw[8];
    size_t some = fread(raw, 1, 5, stdin);
    if (some != 5 || raw[4] != '5') return 12;
    ssize_t rest = read(0, raw, sizeof raw);
    if (rest > 0 && raw[0] == 'q') return 13;
    if (strtol("12abc", &end, 10) != 12 || *end != 'a') return 14;
    if (strtod("1e2!", &end) != 100 || *end != '!' || strtoull("ff", &end, 16) != 255 || *end) return 15;
    if (sscanf("2024-05-06", "%d-%d-%d", &year, &d, &hex) != 3 || year + d + hex != 2035) return 16;
    if (sscanf("7 x", "%d %d", &d, &at) != 1 || d != 7) return 17;
    FILE *file = fopen("/tmp/numbers", "w+");
    for (int i = 0; i < 4; i++) fprintf(file, "%d %s\n", i, "row");
    rewind(file);
    int sum = 0, n; char name[8];
    while (fscanf(file, "%d %7s", &n, name) == 2) sum += n + (name[0] == 'r');
    fpos_t place;
    if (sum != 10 || fgetpos(file, &place) != 0 || fsetpos(file, &place) != 0 || ftell(file) != 24) return 18;
    fclose(file);
    int descriptor = open("/tmp/numbers", O_RDONLY);
    char part[4];
    if (read(descriptor, part, 4) != 4 || part[2] != 'r' || pread(descriptor, part, 2, 6) != 2 || part[0] != '1') return 19;
    close(descriptor);
    unlink("/tmp/numbers");
    puts("done");
}
