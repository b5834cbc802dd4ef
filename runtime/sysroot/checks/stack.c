/* Local variables: what clang asks for around them, and a place of their own for those of functions that may return a pointer to one. */
#include "heap.h"
#include "report.h"
#include <string.h>

/* -fsanitize-address-use-after-return=runtime looks here. */
int __asan_option_detect_stack_use_after_return = 1;

enum {
    CLASSES = 11,
    LEAST = 64,
    MOST_FRAMES = 32,
    /* Frames of larger classes stay on the stack. */
    USED_CLASSES = 7,
    /* In front of each frame: clang leaves no more than 16 bytes there. */
    GAP = 64,
    FRAME_MAGIC = 0x41b58ab3,
    RETIRED_MAGIC = 0x45e0360e,
};

struct frames {
    /* A gap and a frame, and so on. */
    char *memory;
    unsigned next;
    /* clang's code clears a frame's flag when the function returns. */
    unsigned char is_used[MOST_FRAMES];
    address taken_at[MOST_FRAMES];
};

static struct frames classes[CLASSES];
void *__real_malloc(size_t size);

/* Frames of functions that longjmp() left. */
static void collect(struct frames *frames, address now)
{
    for (unsigned i = 0; i < MOST_FRAMES; i++)
        if (frames->taken_at[i] < now)
            frames->is_used[i] = 0;
}

static size_t stride_of(unsigned class) { return ((size_t)LEAST << class) + GAP; }

static address take(unsigned class, size_t size)
{
    struct frames *frames = &classes[class];
    size_t frame_size = (size_t)LEAST << class;
    address now = stack_pointer();
    if (class >= USED_CLASSES)
        return 0;
    if (!frames->memory) {
        size_t stride = stride_of(class), whole = stride * MOST_FRAMES + GAP;
        char *memory = __real_malloc(whole + LEAST);
        if (!memory)
            return 0;
        frames->memory = (char *)(((address)memory + LEAST - 1) & ~(address)(LEAST - 1));
        if ((address)frames->memory + whole > COVERED)
            return 0;
        for (unsigned i = 0; i <= MOST_FRAMES; i++)
            poison((address)frames->memory + i * stride, GAP, STACK_LEFT);
    }
    for (int round = 0; round < 2; round++) {
        for (unsigned tried = 0; tried < MOST_FRAMES; tried++) {
            unsigned i = frames->next;
            frames->next = (i + 1) % MOST_FRAMES;
            if (frames->is_used[i])
                continue;
            frames->is_used[i] = 1;
            frames->taken_at[i] = now;
            address start = (address)frames->memory + stride_of(class) * i + GAP;
            memset(shadow_of(start), 0, frame_size >> 3);
            *(unsigned char **)(start + frame_size - sizeof(void *)) = &frames->is_used[i];
            (void)size;
            return start;
        }
        collect(frames, now);
    }
    return 0;
}

/* The frame that the address is in or next to; 0 if it is on the stack. */
static address frame_at(address at)
{
    for (unsigned class = 0; class < USED_CLASSES; class++) {
        address start = (address)classes[class].memory;
        size_t stride = stride_of(class);
        if (start == 0 || at < start || at - start >= stride * MOST_FRAMES + GAP)
            continue;
        size_t offset = at - start < GAP / 2 ? 0 : at - start - GAP / 2, i = offset / stride;
        return start + stride * (i < MOST_FRAMES ? i : MOST_FRAMES - 1) + GAP;
    }
    return 0;
}

int is_in_frame(address at) { return frame_at(at) != 0; }

static void give_back(unsigned class, address start, size_t size)
{
    size_t frame_size = (size_t)LEAST << class;
    (void)size;
    memset(shadow_of(start), STACK_RETURNED, frame_size >> 3);
    **(unsigned char **)(start + frame_size - sizeof(void *)) = 0;
}

#define CLASS(n)                                                                            \
    address __asan_stack_malloc_##n(size_t size) { return take(n, size); }                  \
    address __asan_stack_malloc_always_##n(size_t size) { return take(n, size); }           \
    void __asan_stack_free_##n(address start, size_t size) { give_back(n, start, size); }
CLASS(0) CLASS(1) CLASS(2) CLASS(3) CLASS(4) CLASS(5) CLASS(6) CLASS(7) CLASS(8) CLASS(9) CLASS(10)

#define SET_SHADOW(value) \
    void __asan_set_shadow_##value(address start, size_t length) { memset((void *)start, 0x##value, length); }
SET_SHADOW(00) SET_SHADOW(01) SET_SHADOW(02) SET_SHADOW(03) SET_SHADOW(04) SET_SHADOW(05) SET_SHADOW(06) SET_SHADOW(07)
SET_SHADOW(f1) SET_SHADOW(f2) SET_SHADOW(f3) SET_SHADOW(f5) SET_SHADOW(f8)

void __asan_poison_stack_memory(address start, size_t length) { poison(start, length, STACK_SCOPE); }
void __asan_unpoison_stack_memory(address start, size_t length) { unpoison(start, length); }

void __asan_alloca_poison(address start, size_t length)
{
    address end = start + length, right = (end + 31) & ~31u;
    poison(start - 32, 32, ALLOCA_LEFT);
    unpoison(start, length);
    address first = (end + 7) & ~7u;
    poison(first, right + 32 - first, ALLOCA_RIGHT);
}

void __asan_allocas_unpoison(address top, address bottom)
{
    if (top == 0 || top > bottom)
        return;
    memset(shadow_of(top), 0, (bottom - top) >> 3);
}

/* The stack above here may be left without the code that tidies up (longjmp). */
void __asan_handle_no_return(void)
{
    address now = stack_pointer() & ~7u;
    if (now < (address)__stack_high)
        memset(shadow_of(now), 0, ((address)__stack_high - now) >> 3);
}

static unsigned number(const char **at)
{
    unsigned value = 0;
    while (**at == ' ')
        ++*at;
    while (**at >= '0' && **at <= '9')
        value = 10 * value + (unsigned)(*(*at)++ - '0');
    return value;
}

/* A frame begins with a word that clang writes, and the address of a description of what is in it. */
void describe_local(address at, address bad)
{
    (void)at;
    address end = (address)__builtin_wasm_memory_size(0) << 16;
    address frame = frame_at(bad), base = frame != 0 ? frame : bad & ~31u;
    for (unsigned steps = 0;; base -= 32, steps++) {
        if (base < GUARD || steps > 1 << 16)
            return;
        uint32_t magic = *(const uint32_t *)base;
        if (magic == FRAME_MAGIC || magic == RETIRED_MAGIC) {
            address text = ((const uint32_t *)base)[1];
            if (text > SHADOW && text < end)
                break;
        }
    }
    const char *text = (const char *)((const uint32_t *)base)[1];
    unsigned count = number(&text), best_distance = ~0u, best_size = 0, name_length = 0;
    int best_offset = 0;
    const char *name = NULL;
    for (unsigned i = 0; i < count && i < 4096; i++) {
        unsigned offset = number(&text), size = number(&text), length = number(&text);
        if (*text == ' ')
            text++;
        int from = (int)(bad - base) - (int)offset;
        unsigned distance = from < 0 ? (unsigned)-from : from >= (int)size ? (unsigned)from - size + 1 : 0;
        if (distance < best_distance) {
            best_distance = distance, best_size = size, best_offset = from;
            name = text, name_length = length;
        }
        text += length;
    }
    if (!name)
        return;
    report_text("storage", "local");
    report_bytes("name", name, name_length);
    report_block(bad - (address)best_offset, best_size, bad);
}
