/* Variables that live as long as the program: clang lists them, with their names and places. */
#include "heap.h"
#include "report.h"
#include <string.h>

struct source {
    const char *file;
    uint32_t line, column;
};

/* As clang writes it. */
struct global {
    address start;
    size_t size, size_with_right;
    const char *name, *module;
    uintptr_t has_dynamic_init;
    const struct source *source;
    uintptr_t odr;
};

enum { MOST_LISTS = 4096 };
static struct list {
    const struct global *globals;
    size_t count;
} lists[MOST_LISTS];
static size_t list_count;

static int is_literal(const struct global *global)
{
    return strcmp(global->name, "<string literal>") == 0 || strncmp(global->name, ".str", 4) == 0;
}

void __asan_register_globals(const struct global *globals, size_t count)
{
    if (list_count < MOST_LISTS)
        lists[list_count++] = (struct list){ globals, count };
    for (size_t i = 0; i < count; i++) {
        const struct global *global = &globals[i];
        address end = global->start + global->size, right = (end + 7) & ~7u;
        poison(right, global->start + global->size_with_right - right, GLOBAL);
        if (is_literal(global)) {
            poison(global->start, global->size & ~7u, CONSTANT);
            if (global->size & 7)
                *shadow_of(end) = CONSTANT | CONSTANT_PART | (global->size & 7);
        } else if (global->size & 7)
            *shadow_of(end) = global->size & 7;
    }
}

void __asan_unregister_globals(const void *globals, size_t count) { (void)globals, (void)count; }
void __asan_before_dynamic_init(const char *module) { (void)module; }
void __asan_after_dynamic_init(void) { }

/* The variable in which the address is, or beyond whose end it is by no more than clang keeps free. */
static const struct global *global_at(address at)
{
    const struct global *nearest = NULL;
    for (size_t i = 0; i < list_count; i++)
        for (size_t j = 0; j < lists[i].count; j++) {
            const struct global *global = &lists[i].globals[j];
            if (at >= global->start && at - global->start < global->size_with_right)
                return global;
            /* Just before it; unless another one ends there. */
            if (at < global->start && global->start - at <= 32)
                nearest = global;
        }
    return nearest;
}

void describe_global(address at, address bad)
{
    const struct global *global = global_at(at < bad ? at : bad);
    if (!global)
        return;
    report_text("storage", is_literal(global) ? "literal" : "global");
    if (is_literal(global))
        report_bytes("text", (const char *)global->start, global->size > 41 ? 40 : global->size - 1);
    else
        report_text("name", global->name);
    report_block(global->start, global->size, bad);
    if (global->source) {
        report_text("file", global->source->file);
        report_number("line", global->source->line);
    }
}
