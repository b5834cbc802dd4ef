/* Started by main.c. Try to reach more than it was handed: another folder, the terminal, the network. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

static void try_to(const char *what, const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    printf("%s %s: %s\n", what, path, file ? "yes" : strerror(errno));
    if (file)
        fclose(file);
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "/docs/letter.txt";
    char line[200];
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        printf("%s", line);

    try_to("change", path, "a");
    try_to("read", "/main.c", "r");
    return file ? 0 : 1;
}
