/* Lists everything below the working directory, like a small "tree". */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int files, directories;

static void walk(const char *path, int depth)
{
    DIR *directory = opendir(path);
    if (directory == NULL) {
        perror(path);
        return;
    }

    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;

        char child[512];
        struct stat status;
        snprintf(child, sizeof child, "%s/%s", path, entry->d_name);
        if (stat(child, &status) != 0) {
            perror(child);
            continue;
        }

        if (S_ISDIR(status.st_mode)) {
            printf("%*s%s/\n", depth * 4, "", entry->d_name);
            directories++;
            walk(child, depth + 1);
        } else {
            printf("%*s%-24s %6lld bytes\n", depth * 4, "", entry->d_name,
                (long long)status.st_size);
            files++;
        }
    }
    closedir(directory);
}

int main(void)
{
    FILE *file;

    /* Something to find, in case the project holds nothing but this program. */
    mkdir("garden", 0755);
    mkdir("garden/pond", 0755);
    if ((file = fopen("garden/pond/frog.txt", "w")) != NULL) {
        fputs("ribbit\n", file);
        fclose(file);
    }

    walk(".", 0);
    printf("\n%d files, %d directories\n", files, directories);
    return 0;
}
