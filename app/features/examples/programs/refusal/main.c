/*
 * Knocks on doors this program was not given. Run it, then look at the Trace panel:
 * it tells which of these never even reached the system, and which were refused there.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void knock(const char *path, int flags, const char *what)
{
    int fd = open(path, flags, 0644);
    if (fd >= 0) {
        printf("%-24s opened as descriptor %d (%s)\n", path, fd, what);
        close(fd);
        return;
    }
    printf("%-24s %s (%s)\n", path, strerror(errno), what);
    if (errno == ENOTCAPABLE)
        printf("%-24s the path leads out of every directory this program holds\n", "");
    if (errno == ENOENT)
        printf("%-24s nothing by that name, or no directory given that covers it\n", "");
}

int main(void)
{
    FILE *file = fopen("mine.txt", "w");
    if (file != NULL) {
        fputs("This one is allowed.\n", file);
        fclose(file);
    }

    knock("mine.txt", O_RDONLY, "a file in the project");
    knock("missing.txt", O_RDONLY, "a file that is not there");
    knock("../secret", O_RDONLY, "one step out");
    knock("a/../../../etc/passwd", O_RDONLY, "several steps out");
    knock("/etc/passwd", O_RDONLY, "an absolute path");
    knock("../gift.txt", O_WRONLY | O_CREAT, "writing outside");
    return 0;
}
