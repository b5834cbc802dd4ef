/*
 * What a program that ended had not freed: blocks to which no pointer is left anywhere, and those to which there is one.
 * After main() has returned, local variables are gone, so that pointers are looked for in global variables, and in blocks
 * that are found from there. A program that calls exit() has local variables still, some of which are not in memory: of a
 * block that is not found then, nothing more is said than that it was not freed.
 */
#include "heap.h"
#include "report.h"
#include <stdio.h>
#include <stdlib.h>

void *__real_malloc(size_t size);
void __real_free(void *pointer);
int __real___main_void(void);

static int has_returned, has_called_exit, code;

int __wrap___main_void(void)
{
    code = __real___main_void();
    has_returned = 1;
    return code;
}

_Noreturn void __checked_exit(int status)
{
    code = status;
    has_called_exit = 1;
    exit(status);
}

enum { MOST_BYTES = 256 << 20, MOST_PLACES = 32 };

struct search {
    /* All blocks in the order of their addresses, and which of them are found. */
    struct block **blocks;
    unsigned char *is_found;
    size_t count;
    /* Found, and not looked through yet. */
    struct block **waiting;
    size_t waiting_count;
};

/* A heap of `count` blocks of which all but the first are in order becomes one. */
static void sift(struct block **blocks, size_t from, size_t count)
{
    struct block *moved = blocks[from];
    for (size_t child; (child = 2 * from + 1) < count; from = child) {
        if (child + 1 < count && blocks[child + 1] > blocks[child])
            child++;
        if (blocks[child] <= moved)
            break;
        blocks[from] = blocks[child];
    }
    blocks[from] = moved;
}

/* Not qsort(): libc's is larger than many a program, and each checked one has this. */
static void sort(struct block **blocks, size_t count)
{
    for (size_t i = count / 2; i-- > 0;)
        sift(blocks, i, count);
    for (size_t i = count; i-- > 1;) {
        struct block *largest = blocks[0];
        blocks[0] = blocks[i];
        blocks[i] = largest;
        sift(blocks, 0, i);
    }
}

static void look_through(struct search *search, address start, address end)
{
    address least = contents_of(search->blocks[0]);
    struct block *last = search->blocks[search->count - 1];
    address most = contents_of(last) + last->size;
    for (address at = (start + 3) & ~3u; at + 4 <= end; at += 4) {
        address value = *(const address *)at;
        if (value < least || value > most)
            continue;
        size_t low = 0, high = search->count;
        while (high - low > 1) {
            size_t middle = (low + high) / 2;
            if (contents_of(search->blocks[middle]) <= value)
                low = middle;
            else
                high = middle;
        }
        struct block *block = search->blocks[low];
        /* A pointer behind the last element is one into the block. */
        if (search->is_found[low] || value < contents_of(block) || value > contents_of(block) + block->size)
            continue;
        search->is_found[low] = 1;
        search->waiting[search->waiting_count++] = block;
    }
}

static struct leak {
    uint32_t made;
    int is_found;
    unsigned count, bytes;
} leaks[MOST_PLACES];

static void report_leaks(struct search *search)
{
    unsigned places = 0;
    for (size_t i = 0; i < search->count; i++) {
        struct block *block = search->blocks[i];
        /* The program did not ask for it itself. */
        if (block->made == 0)
            continue;
        unsigned at = 0;
        while (at < places && (leaks[at].made != block->made || leaks[at].is_found != search->is_found[i]))
            at++;
        if (at == MOST_PLACES)
            continue;
        if (at == places)
            leaks[places++] = (struct leak) { .made = block->made, .is_found = search->is_found[i] };
        leaks[at].count++;
        leaks[at].bytes += block->size;
    }
    if (places == 0)
        return;
    fflush(NULL);
    report_begin("leaks");
    report_signed("code", code);
    for (unsigned i = 0; i < places; i++) {
        const unsigned values[] = { leaks[i].count, leaks[i].bytes, leaks[i].made };
        report_numbers(leaks[i].is_found ? "kept" : has_called_exit ? "left" : "lost", values, 3);
    }
    report_end();
}

void __preopen_look_for_leaks(void)
{
    size_t count = 0, bytes = 0;
    for (struct block *block = live_blocks.next; block != &live_blocks; block = block->next)
        count++, bytes += block->size;
    if (!(has_returned || has_called_exit) || count == 0 || bytes > MOST_BYTES)
        return;
    struct search search = {
        .blocks = __real_malloc(count * sizeof(struct block *)),
        .waiting = __real_malloc(count * sizeof(struct block *)),
        .is_found = __real_malloc(count),
    };
    if (!search.blocks || !search.waiting || !search.is_found)
        return;
    for (struct block *block = live_blocks.next; block != &live_blocks; block = block->next) {
        search.is_found[search.count] = 0;
        search.blocks[search.count++] = block;
    }
    sort(search.blocks, count);
    look_through(&search, (address)__global_base, (address)__heap_base);
    if (has_called_exit)
        look_through(&search, stack_pointer(), (address)__stack_high);
    while (search.waiting_count > 0) {
        struct block *block = search.waiting[--search.waiting_count];
        look_through(&search, contents_of(block), contents_of(block) + block->size);
    }
    report_leaks(&search);
}
