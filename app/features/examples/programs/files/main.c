/* Writes a file, appends to it, and reads it back. The file stays in the project. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_or_exit(const char *path, const char *mode)
{
    FILE *file = fopen(path, mode);
    if (file == NULL) {
        fprintf(stderr, "Cannot open %s: %s\n", path, strerror(errno));
        exit(1);
    }
    return file;
}

int main(void)
{
    const char *path = "diary.txt";

    FILE *file = open_or_exit(path, "w");
    fprintf(file, "Monday: learnt about fopen\n");
    fclose(file);

    file = open_or_exit(path, "a");
    fprintf(file, "Tuesday: \"a\" appends, \"w\" starts again\n");
    fclose(file);

    char line[128];
    int number = 0;
    file = open_or_exit(path, "r");
    while (fgets(line, sizeof line, file) != NULL)
        printf("%2d  %s", ++number, line);

    fseek(file, 0, SEEK_END);
    printf("%s has %ld bytes\n", path, ftell(file));
    fclose(file);
    return 0;
}
