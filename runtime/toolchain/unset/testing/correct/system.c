/* What the system fills: clocks, files, folders, surroundings. */
#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    time_t now = time(NULL), also;
    time(&also);
    struct tm parts, *pointed = localtime(&now);
    if (!gmtime_r(&now, &parts) || parts.tm_year < 69 || pointed->tm_mon > 11 || mktime(pointed) != now) return 1;
    char when[40], folder[PATH_MAX];
    if (strftime(when, sizeof when, "%Y-%m-%d %H:%M:%S", &parts) != 19 || when[4] != '-' || asctime_r(&parts, folder)[0] == 0) return 2;
    struct tm own = { .tm_year = 100, .tm_mday = 1 };
    if (mktime(&own) < 9e8 || own.tm_wday != 6) return 3;
    struct timespec start, end, slept = { 0, 1000 }, left;
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (nanosleep(&slept, &left) != 0) return 4;
    clock_gettime(CLOCK_MONOTONIC, &end);
    struct timeval day;
    if (gettimeofday(&day, NULL) != 0 || day.tv_sec < 9 || end.tv_sec < start.tv_sec) return 5;
    if (timespec_get(&end, TIME_UTC) != TIME_UTC || end.tv_nsec < 0 || clock() < 0) return 6;
    if (!getcwd(folder, sizeof folder) || folder[0] != '/') return 7;
    mkdir("/tmp/folder", 0777);
    int file = open("/tmp/folder/a", O_CREAT | O_WRONLY, 0666);
    if (write(file, "12345", 5) != 5) return 8;
    struct stat opened, named;
    if (fstat(file, &opened) != 0 || opened.st_size != 5 || !S_ISREG(opened.st_mode)) return 9;
    close(file);
    if (stat("/tmp/folder/a", &named) != 0 || named.st_size != 5 || named.st_ino != opened.st_ino) return 10;
    if (stat("/tmp/folder/none", &named) == 0 || access("/tmp/folder/a", R_OK) != 0) return 11;
    DIR *listed = opendir("/tmp/folder");
    int count = 0;
    for (struct dirent *entry; (entry = readdir(listed)); ) if (entry->d_name[0] == 'a' && entry->d_ino != 0) count++;
    closedir(listed);
    struct dirent **names;
    int found = scandir("/tmp/folder", &names, NULL, alphasort);
    for (int i = 0; i < found; i++) { if (names[i]->d_name[0] == 'a') count++; free(names[i]); }
    if (found > 0) free(names);
    if (count != 2 || rename("/tmp/folder/a", "/tmp/folder/b") != 0 || unlink("/tmp/folder/b") != 0) return 12;
    unsigned char chance[16];
    if (getentropy(chance, sizeof chance) != 0) return 13;
    int sum = 0;
    for (int i = 0; i < 16; i++) if (chance[i] > 100) sum++;
    if (sum > 16 || rand() < 0) return 14;
    struct pollfd waits = { .fd = 0, .events = POLLIN };
    if (poll(&waits, 1, 0) < 0 || (waits.revents & POLLNVAL)) return 15;
    char *options[] = { "x", "-a", "-b", "value", "rest", NULL };
    int option, seen = 0;
    while ((option = getopt(5, options, "ab:")) != -1) seen += option == 'b' ? optarg[0] : 1;
    if (seen != 'v' + 1 || optind != 4 || argc < 1 || argv[argc] != NULL) return 16;
    if (getenv("NOT_THERE") || setenv("SET", "x", 1) != 0 || strcmp(getenv("SET"), "x") != 0) return 17;
    char name[] = "/tmp/XXXXXX";
    int temporary = mkstemp(name);
    if (temporary < 0 || name[5] == 'X') return 18;
    close(temporary);
    puts("done");
}
