/* What is said of an access that is a mistake. */
#include "heap.h"
#include "report.h"

/* What the shadow says of a byte that may not be used. */
static unsigned char reason_of(address bad)
{
    unsigned char shadow = *shadow_of(bad);
    return shadow < 8 ? *shadow_of((bad | 7) + 1) : shadow;
}

_Noreturn void report_access(address bad, address start, size_t length, int is_write, const char *function)
{
    const char *kind = "outside-memory";
    size_t end = (size_t)__builtin_wasm_memory_size(0) << 16;
    unsigned char reason = bad < end && bad < COVERED ? reason_of(bad) : 0;
    /* In the guard, and the stack is not there: a null pointer. */
    if (bad < GUARD)
        kind = stack_pointer() < GUARD + 4096 ? "stack-used-up" : "null";
    else if ((reason & 0xf0) == CONSTANT && is_write)
        kind = "constant";
    else if (reason == HEAP_HEADER || reason == HEAP_RIGHT)
        kind = "heap-outside";
    else if (reason == HEAP_FREED)
        kind = "heap-freed";
    else if (reason == STACK_SCOPE)
        kind = "local-scope";
    else if (reason == STACK_RETURNED)
        kind = "local-returned";
    else if (reason == GLOBAL || (reason & 0xf0) == CONSTANT)
        kind = "global-outside";
    else if (reason == STACK_LEFT || reason == STACK_MIDDLE || reason == STACK_RIGHT || reason == ALLOCA_LEFT
             || reason == ALLOCA_RIGHT)
        kind = "local-outside";
    report_begin(kind);
    report_text("access", is_write ? "write" : "read");
    report_number("length", length);
    report_number("address", start);
    if (function)
        report_text("function", function);
    if (bad < end && bad >= GUARD)
        describe(start, bad);
    report_end();
}

enum { SHOWN_BYTES = 8 };

void report_block(address block, size_t size, address bad)
{
    static const char digits[] = "0123456789abcdef";
    char text[3 * SHOWN_BYTES];
    size_t inside = bad <= block ? 0 : bad - block < size ? bad - block : size;
    /* Inside of it, some bytes before the place and some after it. */
    size_t before = inside < size ? SHOWN_BYTES / 2 : SHOWN_BYTES;
    size_t first = inside < before ? 0 : inside - before;
    size_t count = size - first < SHOWN_BYTES ? size - first : SHOWN_BYTES;
    const unsigned char *bytes = (const unsigned char *)block + first;
    report_number("block", block);
    report_number("size", size);
    report_signed("offset", (int)(bad - block));
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++) {
        text[3 * i] = digits[bytes[i] >> 4];
        text[3 * i + 1] = digits[bytes[i] & 15];
        text[3 * i + 2] = ' ';
    }
    report_number("first", first);
    report_bytes("bytes", text, 3 * count - 1);
}

void describe(address at, address bad)
{
    unsigned char reason = reason_of(bad);
    if (reason == HEAP_HEADER || reason == HEAP_RIGHT || reason == HEAP_FREED)
        describe_block(at, bad);
    else if (reason == GLOBAL || (reason & 0xf0) == CONSTANT)
        describe_global(at, bad);
    else if (bad < (address)SHADOW || is_in_frame(bad))
        describe_local(at, bad);
}
