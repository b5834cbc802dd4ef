#include "check.h"
#include "heap.h"
#include <string.h>

void check_range(const void *start, size_t length, int is_write, const char *function)
{
    if (length == 0)
        return;
    address at = (address)start;
    address bad = first_unusable(at, length, is_write);
    if (bad != 0 || at == 0)
        report_access(bad, at, length, is_write, function);
}

static int is_readable_at_all(const char *text)
{
    return (address)text >= GUARD && (address)text < (address)__builtin_wasm_memory_size(0) << 16;
}

/* A text is read first and the bytes of it are checked then: that a program may not read them changes nothing. */
size_t check_text(const char *text, const char *function)
{
    if (!is_readable_at_all(text))
        check_read(text, 1, function);
    size_t length = strlen(text);
    check_read(text, length + 1, function);
    return length;
}

size_t check_text_up_to(const char *text, size_t most, const char *function)
{
    if (!is_readable_at_all(text))
        check_read(text, most, function);
    size_t length = strnlen(text, most);
    check_read(text, length < most ? length + 1 : most, function);
    return length;
}

size_t check_wide(const wchar_t *text, const char *function)
{
    check_read(text, sizeof *text, function);
    size_t length = wcslen(text);
    check_read(text, (length + 1) * sizeof *text, function);
    return length;
}

size_t check_wide_up_to(const wchar_t *text, size_t most, const char *function)
{
    check_read(text, most > 0 ? sizeof *text : 0, function);
    size_t length = wcsnlen(text, most);
    check_read(text, (length < most ? length + 1 : most) * sizeof *text, function);
    return length;
}

size_t room_at(const void *start, size_t most)
{
    address at = (address)start;
    if (most == 0)
        return 0;
    address bad = first_unusable(at, most, 1);
    if (at == 0)
        return 0;
    return bad == 0 ? most : bad - at;
}

void check_stream(FILE *stream, const char *function)
{
    address at = (address)stream;
    if (at == 0) {
        report_begin("null-stream");
        report_text("function", function);
        report_end();
    }
    /* Streams that fopen gave are blocks; the others are variables of libc. */
    if (at >= (address)__heap_base && *shadow_of(at) == HEAP_FREED) {
        report_begin("closed-stream");
        report_text("function", function);
        describe_block(at, at);
        report_end();
    }
}

/* Whether a value was set is not known here. */
void check_passed(int *passed, size_t bytes, const char *function) { (void)passed, (void)bytes, (void)function; }
