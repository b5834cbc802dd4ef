/*
 * malloc() and its relatives for checked programs: libc's own, with bytes around each block that the program may not
 * use, and with freed blocks kept back for a while, so that using them is found.
 */
#include "heap.h"
#include "report.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

void *__real_malloc(size_t size);
void __real_free(void *pointer);

enum {
    LEAST_RIGHT = 16,
    MOST_RIGHT = 2048,
    /* Freed blocks are kept back until they have this many bytes together, or are this many. */
    MOST_KEPT_BYTES = 16 << 20,
    MOST_KEPT = 1 << 13,
};

struct block live_blocks = { .next = &live_blocks, .previous = &live_blocks };
static struct block kept = { .next = &kept, .previous = &kept };
static size_t kept_bytes, kept_count;

static uint32_t site;

/* Code that the build adds calls this before each call of a function that allocates or frees. */
void __preopen_at(uint32_t place) { site = place; }

uint32_t take_site(void)
{
    uint32_t place = site;
    site = 0;
    return place;
}

static void enqueue(struct block *list, struct block *block)
{
    block->next = list;
    block->previous = list->previous;
    list->previous->next = block;
    list->previous = block;
}

static void dequeue(struct block *block)
{
    block->next->previous = block->previous;
    block->previous->next = block->next;
}

/* Of large blocks more, so that an index that is too large by a row or a structure is found as well. */
static size_t right_of(size_t size)
{
    size_t right = size / 8;
    return right < LEAST_RIGHT ? LEAST_RIGHT : right > MOST_RIGHT ? MOST_RIGHT : right & ~7u;
}

static void *allocate(size_t size, size_t alignment)
{
    uint32_t place = take_site();
    size_t body = ((size + 7) & ~7u) + right_of(size);
    size_t extra = alignment > 16 ? alignment : 0;
    if (size > COVERED || body + extra + sizeof(struct block) < size) {
        errno = ENOMEM;
        return NULL;
    }
    char *raw = __real_malloc(sizeof(struct block) + extra + body);
    if (!raw)
        return NULL;
    address start = (address)raw + sizeof(struct block);
    if (extra)
        start = (start + alignment - 1) & ~(alignment - 1);
    if (start + body > COVERED) {
        __real_free(raw);
        errno = ENOMEM;
        return NULL;
    }
    struct block *block = (struct block *)start - 1;
    *block = (struct block){ .size = size, .made = place, .raw = raw, .state = LIVE };
    enqueue(&live_blocks, block);
    poison((address)block, sizeof *block, HEAP_HEADER);
    unpoison(start, size);
    address right = start + ((size + 7) & ~7u);
    poison(right, start + body - right, HEAP_RIGHT);
    return (void *)start;
}

static int is_block(address at)
{
    return (at & 7) == 0 && at >= (address)__heap_base && at < COVERED && *shadow_of(at - 8) == HEAP_HEADER
        && *shadow_of(at) != HEAP_HEADER;
}

static _Noreturn void refuse(address at, const char *function)
{
    int is_freed = is_block(at) && ((struct block *)at - 1)->state == FREED;
    report_begin(is_freed ? "double-free" : "bad-free");
    report_text("function", function);
    report_number("address", at);
    if (is_freed)
        describe_block(at, at);
    else if ((at >= GUARD && at < SHADOW) || is_in_frame(at))
        describe_local(at, at);
    else if (at >= (address)__heap_base && at < ((size_t)__builtin_wasm_memory_size(0) << 16))
        describe_block(at, at);
    else
        describe_global(at, at);
    report_end();
}

static const char *const MAKERS[] = { "", "malloc", "new", "new[]" };

void check_freed(void *pointer, enum maker maker, const char *function)
{
    if (!pointer)
        return;
    address start = (address)pointer;
    struct block *block = (struct block *)start - 1;
    if (!is_block(start) || block->state != LIVE)
        refuse(start, function);
    if (block->maker == UNKNOWN || block->maker == maker)
        return;
    report_begin("mismatch");
    report_text("function", function);
    report_text("maker", MAKERS[block->maker]);
    describe_block(start, start);
    report_end();
}

void *made_by(void *pointer, enum maker maker)
{
    if (pointer)
        ((struct block *)pointer - 1)->maker = maker;
    return pointer;
}

static void release(void *pointer, const char *function)
{
    if (!pointer)
        return;
    uint32_t place = take_site();
    address start = (address)pointer;
    struct block *block = (struct block *)start - 1;
    if (!is_block(start) || block->state != LIVE)
        refuse(start, function);
    dequeue(block);
    block->state = FREED;
    block->freed = place;
    poison(start, block->size, HEAP_FREED);
    if (block->size == 0)
        *shadow_of(start) = HEAP_FREED;
    enqueue(&kept, block);
    kept_bytes += block->size;
    kept_count++;
    while (kept_bytes > MOST_KEPT_BYTES || kept_count > MOST_KEPT) {
        struct block *oldest = kept.next;
        dequeue(oldest);
        kept_bytes -= oldest->size;
        kept_count--;
        __real_free(oldest->raw);
    }
}

void *__wrap_malloc(size_t size) { return allocate(size, 0); }

void __wrap_free(void *pointer) { release(pointer, "free"); }

void *__wrap_calloc(size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    void *pointer = allocate(total, 0);
    if (pointer)
        memset(pointer, 0, total);
    return pointer;
}

/* Always another block, so that a pointer to the old one is found. */
void *__wrap_realloc(void *old, size_t size)
{
    if (!old)
        return allocate(size, 0);
    struct block *block = (struct block *)old - 1;
    if (!is_block((address)old) || block->state != LIVE)
        refuse((address)old, "realloc");
    uint32_t place = site;
    void *pointer = allocate(size, 0);
    if (!pointer)
        return NULL;
    memcpy(pointer, old, block->size < size ? block->size : size);
    site = place;
    release(old, "realloc");
    return pointer;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    if (alignment == 0 || (alignment & (alignment - 1)) != 0) {
        errno = EINVAL;
        return NULL;
    }
    return allocate(size, alignment);
}

int __wrap_posix_memalign(void **pointer, size_t alignment, size_t size)
{
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0)
        return EINVAL;
    void *made = allocate(size, alignment);
    if (!made)
        return ENOMEM;
    *pointer = made;
    return 0;
}

size_t __wrap_malloc_usable_size(void *pointer) { return pointer ? ((struct block *)pointer - 1)->size : 0; }

/* The header of the block whose contents or right side are at the shadow byte. */
static struct block *header_before(const unsigned char *shadow)
{
    const unsigned char *least = shadow_of((address)__heap_base);
    while (shadow > least && *shadow != HEAP_HEADER)
        shadow--;
    if (*shadow != HEAP_HEADER)
        return NULL;
    address start = ((address)(shadow + 1) - SHADOW) << 3;
    struct block *block = (struct block *)start - 1;
    return block->state == LIVE || block->state == FREED ? block : NULL;
}

struct block *block_at(address at, address bad)
{
    if (at < bad && *shadow_of(at) != HEAP_HEADER)
        return header_before(shadow_of(at));
    const unsigned char *shadow = shadow_of(bad);
    if (*shadow != HEAP_HEADER)
        return header_before(shadow);
    /* Between two blocks: the nearer one. */
    const unsigned char *left = shadow, *right = shadow;
    const unsigned char *least = shadow_of((address)__heap_base);
    while (*right == HEAP_HEADER)
        right++;
    while (left > least && *left == HEAP_HEADER)
        left--;
    struct block *after = header_before(right);
    struct block *before = left > least ? header_before(left) : NULL;
    if (!before || !after)
        return before ? before : after;
    return bad - (contents_of(before) + before->size) <= contents_of(after) - bad ? before : after;
}

void describe_block(address at, address bad)
{
    struct block *block = block_at(at, bad);
    if (!block)
        return;
    address start = contents_of(block);
    report_block(start, block->size, bad);
    report_number("made", block->made);
    if (block->state == FREED)
        report_number("freed", block->freed);
}
