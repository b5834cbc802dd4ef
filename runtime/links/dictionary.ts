/**
 * What links of version 1 and 2 are packed against: C as people write it, the commonest last, where a reference to it is
 * shortest. Frozen: a changed byte would turn every link there is into something else.
 */
export const DICTIONARY = new TextEncoder().encode(String.raw`/* Copyright (c) License: MIT */
#pragma once
#ifndef _H
#define _H
#endif
extern "C" {
#ifdef __cplusplus
public:
private:
namespace 
template <typename T>
std::vector<std::string> 
std::cout << " << std::endl;
using namespace std;
#include <iostream>
#include <vector>
#include <string>
#include <sys/types.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <wchar.h>
#include <locale.h>
#include <signal.h>
#include <setjmp.h>
#include <stdarg.h>
#include <poll.h>
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <ctype.h>
#include <errno.h>
#include <assert.h>
#include <math.h>
#include <time.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <stdlib.h>
{"n":"Hello","u":"main.c","f":"-Wall -Wextra -Wpedantic -Werror -fsanitize=undefined ","s":"c99","s":"c11","s":"c17","s":"c23","w":"extra","w":"none","o":"-O0","o":"-O2","o":"-O3","l":"m","d":["checks"],"a":"","e":"","p":{"preopens":[["/project","/","r"]],"preopens":[["/project","/","w"],["/tmp","/tmp","w",1]],"stdin":{"kind":"text","text":"1 2 3 4 5 6 7 8 9 10\n"},"stdin":{"kind":"empty"},"clocks":{"kind":"frozen","atNs":"1700000000000000000"},"clocks":{"kind":"coarse","stepNs":1000000},"random":{"kind":"seeded","seed":42},"limits":{"openFiles":1024,"memoryPages":16384},"personality":"modern","listen":[{"port":8080}],"preopens":[]}}
README.md
Makefile
data.txt
input.txt
list.h
util.h
util.c
main.h
main.cpp
0123456789abcdef0123456789ABCDEF
abcdefghijklmnopqrstuvwxyz
ABCDEFGHIJKLMNOPQRSTUVWXYZ
if (signal(SIGINT, handler) == SIG_ERR) {
va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
setjmp(env) longjmp(env, 1);
static int compare(const void *a, const void *b)
{
    const int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}
    qsort(array, sizeof array / sizeof array[0], sizeof array[0], compare);
bsearch(&key, array, count, sizeof *array, compare);
    struct dirent *entry;
    DIR *dir = opendir(path);
    while ((entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
    }
    closedir(dir);
    struct stat st;
    if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode)) st.st_size
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    nanosleep(&(struct timespec){0, 100000000}, NULL);
    time_t now = time(NULL);
    struct tm *tm = localtime(&now);
    strftime(buffer, sizeof buffer, "%Y-%m-%d %H:%M:%S", tm);
    srand((unsigned)time(NULL));
    rand() % 100 + 1;
    clock_t start = clock();
    (double)(clock() - start) / CLOCKS_PER_SEC
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        perror("open");
        exit(EXIT_FAILURE);
    }
    ssize_t n = read(fd, buffer, sizeof(buffer));
    write(STDOUT_FILENO, buf, len);
    close(fd);
    O_WRONLY | O_CREAT | O_TRUNC, 0644);
    accept(listener, NULL, NULL); recv(client, buffer, sizeof buffer - 1, 0); send(client, text, strlen(text), 0);
"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n"
    FILE *file = fopen("data.txt", "w");
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        fprintf(stderr, "cannot open %s: %s\n", path, strerror(errno));
        return EXIT_FAILURE;
    }
    char line[256];
    while (fgets(line, sizeof(line), file) != NULL) {
        fputs(line, stdout);
    }
    fclose(file);
    fread(buffer, 1, sizeof buffer, f); fwrite(buffer, 1, n, out); fseek(f, 0, SEEK_END); long size = ftell(f); rewind(f);
    remove(path); rename(
typedef struct Node {
    int value;
    struct Node *left;
    struct Node *right;
    struct Node *next;
} Node;

typedef struct {
    char *data;
    char *name;
    size_t length;
    size_t size;
    size_t capacity;
    double x;
    double y;
} Stack, Point, List, Vector, Buffer;

enum { RED, GREEN, BLUE };
typedef enum 
static Node *new_node(int value)
{
    Node *node = malloc(sizeof(*node));
    Node *node = (Node *)malloc(sizeof(Node));
    if (node == NULL) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    node->value = value;
    node->left = NULL;
    node->right = NULL;
    node->next = head;
    return node;
}
    while (current != NULL) {
        struct Node *next = current->next;
        free(current);
        current = next;
    }
void push(struct stack *s, int value) {
    if (s->size == s->capacity) {
        s->capacity *= 2;
        s->data = realloc(s->data, s->capacity * sizeof(*s->data));
    }
    s->data[s->size++] = value;
int pop(
calloc(n, sizeof(int));
memset(buffer, 0, sizeof buffer); memcpy(dest, src, length); memmove( memcmp(
static const char *const names[] = {"one", "two", "three", "four", "five"};
static const char *
static void 
static bool is_
static inline 
static int 
static size_t 
const char *text
unsigned char c;
unsigned int 
unsigned long long
uint8_t uint16_t uint32_t uint64_t int64_t 
int fibonacci(int n) {
    if (n <= 1)
        return n;
    return fibonacci(n - 1) + fibonacci(n - 2);
}
int factorial(int n) {
    return n == 0 ? 1 : n * factorial(n - 1);
int gcd(int a, int b) { while (b != 0) { int t = b; b = a % b; a = t; } return a; }
bool is_prime(int n) {
    for (int i = 2; i * i <= n; i++)
        if (n % i == 0)
            return false;
    return true;
}
void swap(int *a, int *b) {
    int temp = *a;
    *a = *b;
    *b = temp;
}
void sort(int arr[], int n) {
    for (int i = 0; i < n - 1; i++) {
        for (int j = 0; j < n - i - 1; j++) {
            if (arr[j] > arr[j + 1]) {
                int temp = arr[j];
                arr[j] = arr[j + 1];
                arr[j + 1] = temp;
            }
        }
    }
}
    double sum = 0.0;
    int count = 0, total = 0, result = 0, max = 0, min = 0, index = -1, left = 0, right = n - 1, mid = (left + right) / 2;
    switch (c) {
    case '+':
        return a + b;
    case 'a':
    case '0':
        break;
    default:
        break;
    }
    } else if (
    if (isdigit((unsigned char)c)) isspace( isalpha( isalnum( toupper( tolower( 
    while (*p != '\0') {
        p++;
    }
    for (;;) {
    do {
    } while (
    size_t len = strlen(text);
    if (strcmp(argv[1], "--help") == 0) strncmp( strchr( strstr( strtok( strcpy( strcat( strdup( strtol(argv[1], NULL, 10); atoi(argv[i]); 
    assert(
    #define MAX 100
#define SIZE 1024
#define N 10
    int c;
    while ((c = getchar()) != EOF) {
        putchar(c);
    }
    int numbers[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    char buffer[1024];
    char name[64];
    printf("What is your name? ");
    fflush(stdout);
    if (fgets(name, sizeof name, stdin) == NULL) {
        return 1;
    }
    name[strcspn(name, "\n")] = '\0';
    printf("Hello, %s!\n", name);
    printf("Enter a number: ");
    if (scanf("%d", &n) != 1) {
        printf("Invalid input\n");
        return 1;
    }
    printf("\x1b[31m%s\033[0m\n", "\033[2J\033[H");
    printf("%-10s %5.2f %8d %02x 0x%08x %3d%c", 
    printf("%d %s: %d, %lu %ld %f %.2f %zu %p %u %c\n", (void *)p, (unsigned)
    puts("");
    printf("The result is %d\n", result);
    printf("Sum: %d\n", sum);
    for (size_t i = 0; i < count; i++) {
        printf("%s\n", names[i]);
    }
    for (int i = 0; i < argc; i++) {
        printf("argv[%d] = %s\n", i, argv[i]);
    }
    for (int i = 1; i <= 10; i++)
        printf("%d ", i);
    printf("\n");
    return 0;
}
int main(int argc, char *argv[]) {
    if (argc < 2) {
        fprintf(stderr, "usage: %s FILE\n", argv[0]);
        return 1;
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    (void)argc;
    char *s = NULL;
    return 0;
}
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void)
{
    puts("Hello, world!");
    return 0;
}
#include <stdio.h>

int main() {
    printf("Hello, World!\n");
    return 0;
}
#include <stdio.h>

int main(void) {
    printf("Hello, world!\n");
    return 0;
}`);
