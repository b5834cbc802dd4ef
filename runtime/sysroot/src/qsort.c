/*
 * qsort() and qsort_r() as glibc has them: a stable merge sort. Much C relies on that without knowing, most of all
 * comparators that answer `a > b` or `a < b`, which libc's smoothsort leaves unsorted. The halves and the order of
 * comparisons are glibc's, so that such comparators give the same result here.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef int with_argument(const void *, const void *, void *);
typedef int without_argument(const void *, const void *);

/* libc's own, which needs no memory. */
void __qsort_r(void *base, size_t count, size_t size, with_argument *compare, void *argument);

/* Longer elements are sorted through pointers, so that merging moves 4 bytes an element. */
enum { LONG_BYTES = 32, STACK_BYTES = 1024 };

/* Elements have any type. */
typedef uint32_t __attribute__((__may_alias__)) word;
typedef uint64_t __attribute__((__may_alias__)) double_word;
typedef void *__attribute__((__may_alias__)) pointer;

/* What is merged: elements themselves, or pointers to elements. */
enum kind { WORDS, DOUBLE_WORDS, BYTES, POINTERS };

struct sort {
    /* One of the two is set. */
    without_argument *plain;
    with_argument *with;
    void *argument;
    size_t size;
    enum kind kind;
    char *scratch;
};

static inline int compare(const struct sort *sort, const void *a, const void *b)
{
    return sort->plain != NULL ? sort->plain(a, b) : sort->with(a, b, sort->argument);
}

/* Sorts `count` elements at `base`; `scratch` has room for as many. */
static void merge_sort(const struct sort *sort, char *base, size_t count)
{
    if (count <= 1)
        return;
    size_t left = count / 2, right = count - left, size = sort->size;
    char *a = base, *b = base + left * size, *to = sort->scratch;
    merge_sort(sort, a, left);
    merge_sort(sort, b, right);

#define MERGE(take, x, y)                 \
    while (left > 0 && right > 0) {       \
        if (compare(sort, x, y) <= 0) {   \
            take(a);                      \
            left--;                       \
        } else {                          \
            take(b);                      \
            right--;                      \
        }                                 \
    }                                     \
    break
#define TAKE_AS(type, from) (*(type *)to = *(type *)from, to += sizeof(type), from += sizeof(type))
#define TAKE_WORD(from) TAKE_AS(word, from)
#define TAKE_DOUBLE_WORD(from) TAKE_AS(double_word, from)
#define TAKE_BYTES(from) (memcpy(to, from, size), to += size, from += size)
    switch (sort->kind) {
    case WORDS: MERGE(TAKE_WORD, a, b);
    case DOUBLE_WORDS: MERGE(TAKE_DOUBLE_WORD, a, b);
    case BYTES: MERGE(TAKE_BYTES, a, b);
    case POINTERS: MERGE(TAKE_WORD, *(pointer *)a, *(pointer *)b);
    }
    /* What is left of the right half is in its place already. */
    memcpy(to, a, left * size);
    memcpy(base, sort->scratch, (count - right) * size);
}

/* Moves the elements at `base` to where `order` wants them, each once, around its cycle. */
static void permute(char *base, size_t count, size_t size, char **order, char *spare)
{
    for (size_t i = 0; i < count; i++) {
        char *first = base + i * size;
        if (order[i] == first)
            continue;
        memcpy(spare, first, size);
        char *here = first;
        for (size_t at = i;;) {
            char *from = order[at];
            order[at] = here;
            if (from == first)
                break;
            memcpy(here, from, size);
            at = (size_t)(from - base) / size;
            here = from;
        }
        memcpy(here, spare, size);
    }
}

/* False when there is no memory for it. */
static int sort_with_scratch(struct sort *sort, char *base, size_t count, size_t size)
{
    char here[STACK_BYTES] __attribute__((__aligned__(16)));
    int is_long = size > LONG_BYTES;
    size_t each = is_long ? 2 * sizeof(char *) : size, spare = is_long ? size : 0, bytes;
    if (__builtin_mul_overflow(count, each, &bytes) || __builtin_add_overflow(bytes, spare, &bytes))
        return 0;
    int before = errno;
    char *scratch = bytes <= sizeof here ? here : malloc(bytes);
    errno = before;
    if (scratch == NULL)
        return 0;
    if (is_long) {
        char **order = (char **)(void *)scratch;
        for (size_t i = 0; i < count; i++)
            order[i] = base + i * size;
        sort->kind = POINTERS;
        sort->size = sizeof(char *);
        sort->scratch = scratch + count * sizeof(char *);
        merge_sort(sort, scratch, count);
        permute(base, count, size, order, scratch + 2 * count * sizeof(char *));
    } else {
        int is_even = (uintptr_t)base % size == 0;
        sort->kind = is_even && size == 4 ? WORDS : is_even && size == 8 ? DOUBLE_WORDS : BYTES;
        sort->size = size;
        sort->scratch = scratch;
        merge_sort(sort, base, count);
    }
    if (scratch != here)
        free(scratch);
    return 1;
}

static int call_plain(const void *a, const void *b, void *plain) { return (*(without_argument **)plain)(a, b); }

void qsort(void *base, size_t count, size_t size, without_argument *plain)
{
    struct sort sort = { .plain = plain };
    if (count > 1 && size > 0 && !sort_with_scratch(&sort, base, count, size))
        __qsort_r(base, count, size, call_plain, &plain);
}

void qsort_r(void *base, size_t count, size_t size, with_argument *with, void *argument)
{
    struct sort sort = { .with = with, .argument = argument };
    if (count > 1 && size > 0 && !sort_with_scratch(&sort, base, count, size))
        __qsort_r(base, count, size, with, argument);
}
