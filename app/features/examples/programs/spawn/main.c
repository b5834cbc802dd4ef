/*
 * Handing on: this program starts reader.c with one folder, which it may only read, and one end of a pipe. The child has
 * these two and nothing else. An experiment of Preopen's: no other host has <preopen/spawn.h>.
 */
#include <fcntl.h>
#include <preopen/spawn.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    int docs = open("docs", O_RDONLY | O_DIRECTORY);
    int ends[2];
    if (docs < 0 || preopen_pipe(ends) < 0) {
        perror("main");
        return 1;
    }

    const struct preopen_handed handed[] = {
        { .from = ends[1], .to = 1, .uses = PREOPEN_WRITE },
        { .from = docs, .as = "/docs", .uses = PREOPEN_READ },
    };
    char *argv[] = { "reader", "/docs/letter.txt", NULL };
    int child = preopen_spawn("reader.c", argv, handed, 2);
    if (child < 0) {
        perror("reader.c");
        return 1;
    }
    /* The pipe ends when no process holds this end of it any more. */
    close(ends[1]);

    FILE *said = fdopen(ends[0], "r");
    char line[200];
    while (fgets(line, sizeof line, said))
        printf("reader | %s", line);
    printf("reader ended with %d\n", preopen_wait(child));
    return 0;
}
