/*
 * The functions that code made with -fsanitize=undefined and its relatives calls when a check has failed. clang passes
 * the place in the source, the types, and the values. In each pair the second is for checks that cannot be gone on from;
 * here the first one found ends the program in any case.
 */
#include "report.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct place {
    const char *file;
    uint32_t line, column;
};

/* The name stands in quotes, with what it is short for behind it. */
struct type {
    uint16_t kind, info;
    char name[];
};

enum { INTEGER, FLOAT };

static void report_place(const struct place *place)
{
    report_text("file", place->file ? place->file : "");
    report_number("line", place->line);
    report_number("column", place->column);
}

static void report_type(const char *name, const struct type *type)
{
    const char *start = type->name[0] == '\'' ? type->name + 1 : type->name;
    const char *end = strchr(start, '\'');
    report_bytes(name, start, end ? (size_t)(end - start) : strlen(start));
}

static int is_signed(const struct type *type) { return type->kind == INTEGER && (type->info & 1); }
static unsigned bits_of(const struct type *type) { return type->kind == INTEGER ? 1u << (type->info >> 1) : type->info; }

/* A value that is no wider than a pointer is passed, a wider one lies where the pointer points. */
static long long integer_of(const struct type *type, uintptr_t value)
{
    unsigned bits = bits_of(type);
    if (bits > 32)
        return *(const long long *)value;
    if (!is_signed(type))
        return (long long)(bits == 32 ? value : value & ((1u << bits) - 1));
    return (int32_t)(value << (32 - bits)) >> (32 - bits);
}

static void report_value(const char *name, const struct type *type, uintptr_t value)
{
    char text[64];
    if (type->kind == INTEGER && bits_of(type) <= 64)
        snprintf(text, sizeof text, is_signed(type) ? "%lld" : "%llu", integer_of(type, value));
    else if (type->kind == FLOAT && type->info == 32) {
        float number;
        memcpy(&number, &value, sizeof number);
        snprintf(text, sizeof text, "%g", (double)number);
    } else if (type->kind == FLOAT && type->info == 64)
        snprintf(text, sizeof text, "%.17g", *(const double *)value);
    else
        return;
    report_text(name, text);
}

#define PAIR(name, parameters, ...)                                               \
    _Noreturn void __ubsan_handle_##name parameters { __VA_ARGS__; report_end(); }          \
    _Noreturn void __ubsan_handle_##name##_abort parameters { __VA_ARGS__; report_end(); }

struct overflow {
    struct place place;
    const struct type *type;
};

static void report_overflow(const char *operator, const struct overflow *data, uintptr_t left, uintptr_t right)
{
    report_begin(is_signed(data->type) ? "overflow" : "unsigned-overflow");
    report_place(&data->place);
    report_type("type", data->type);
    report_text("operator", operator);
    report_value("left", data->type, left);
    report_value("right", data->type, right);
}

PAIR(add_overflow, (const struct overflow *data, uintptr_t left, uintptr_t right),
    report_overflow("+", data, left, right))
PAIR(sub_overflow, (const struct overflow *data, uintptr_t left, uintptr_t right),
    report_overflow("-", data, left, right))
PAIR(mul_overflow, (const struct overflow *data, uintptr_t left, uintptr_t right),
    report_overflow("*", data, left, right))

static void report_negation(const struct overflow *data, uintptr_t value)
{
    report_begin("negation");
    report_place(&data->place);
    report_type("type", data->type);
    report_value("right", data->type, value);
}
PAIR(negate_overflow, (const struct overflow *data, uintptr_t value), report_negation(data, value))

static void report_division(const struct overflow *data, uintptr_t left, uintptr_t right)
{
    int is_zero = data->type->kind == INTEGER && integer_of(data->type, right) == 0;
    report_begin(is_zero ? "division-by-zero" : data->type->kind == INTEGER ? "division" : "float-division-by-zero");
    report_place(&data->place);
    report_type("type", data->type);
    report_value("left", data->type, left);
    report_value("right", data->type, right);
}
PAIR(divrem_overflow, (const struct overflow *data, uintptr_t left, uintptr_t right), report_division(data, left, right))

struct shift {
    struct place place;
    const struct type *left, *right;
};

static void report_shift(const struct shift *data, uintptr_t left, uintptr_t right)
{
    long long count = integer_of(data->right, right);
    int is_negative = is_signed(data->right) && count < 0;
    unsigned bits = bits_of(data->left);
    report_begin(is_negative ? "shift-negative" : (unsigned long long)count >= bits ? "shift-too-far" : "shift-base");
    report_place(&data->place);
    report_type("type", data->left);
    report_number("bits", bits);
    report_value("left", data->left, left);
    report_value("right", data->right, right);
}
PAIR(shift_out_of_bounds, (const struct shift *data, uintptr_t left, uintptr_t right), report_shift(data, left, right))

struct bounds {
    struct place place;
    const struct type *array, *index;
};

static void report_bounds(const struct bounds *data, uintptr_t index)
{
    report_begin("index");
    report_place(&data->place);
    report_type("type", data->array);
    report_value("index", data->index, index);
}
PAIR(out_of_bounds, (const struct bounds *data, uintptr_t index), report_bounds(data, index))

static void report_at(const char *kind, const struct place *place)
{
    report_begin(kind);
    report_place(place);
}

_Noreturn void __ubsan_handle_builtin_unreachable(const struct place *place)
{
    report_at("unreachable", place);
    report_end();
}
_Noreturn void __ubsan_handle_missing_return(const struct place *place)
{
    report_at("no-return", place);
    report_end();
}

struct length {
    struct place place;
    const struct type *type;
};

static void report_length(const struct length *data, uintptr_t value)
{
    report_at("array-length", &data->place);
    report_value("length", data->type, value);
}
PAIR(vla_bound_not_positive, (const struct length *data, uintptr_t value), report_length(data, value))

static void report_cast(const struct shift *data, uintptr_t value)
{
    report_at("float-cast", &data->place);
    report_type("from", data->left);
    report_type("type", data->right);
    report_value("value", data->left, value);
}
PAIR(float_cast_overflow, (const struct shift *data, uintptr_t value), report_cast(data, value))

static void report_invalid(const struct length *data, uintptr_t value)
{
    report_at("invalid-value", &data->place);
    report_type("type", data->type);
    report_value("value", data->type, value);
}
PAIR(load_invalid_value, (const struct length *data, uintptr_t value), report_invalid(data, value))

struct conversion {
    struct place place;
    const struct type *from, *to;
    unsigned char kind;
};

static void report_conversion(const struct conversion *data, uintptr_t from, uintptr_t to)
{
    report_at("conversion", &data->place);
    report_type("from", data->from);
    report_type("type", data->to);
    report_value("value", data->from, from);
    report_value("result", data->to, to);
}
PAIR(implicit_conversion, (const struct conversion *data, uintptr_t from, uintptr_t to), report_conversion(data, from, to))

struct builtin {
    struct place place;
    unsigned char kind;
};
PAIR(invalid_builtin, (const struct builtin *data), report_at("builtin", &data->place))

struct argument {
    struct place place, attribute;
    int number;
};

static void report_argument(const struct argument *data)
{
    report_at("null-argument", &data->place);
    report_signed("argument", data->number);
}
PAIR(nonnull_arg, (const struct argument *data), report_argument(data))
PAIR(nullability_arg, (const struct argument *data), report_argument(data))

static void report_returned(const struct place *place) { report_at("null-returned", place); }
PAIR(nonnull_return_v1, (const struct place *data, const struct place *place), (void)data, report_returned(place))
PAIR(nullability_return_v1, (const struct place *data, const struct place *place), (void)data, report_returned(place))

struct mismatch {
    struct place place;
    const struct type *type;
    unsigned char log_alignment, kind;
};

/* Of these the first two are accesses of a value; then those of members, and more that C++ has. */
static const char *const USES[] = { "read", "write", "reference", "member", "call", "cast", "cast", "cast", "cast", "copy",
    "nonnull", "cast" };

static void report_mismatch(const struct mismatch *data, uintptr_t pointer)
{
    uintptr_t alignment = (uintptr_t)1 << data->log_alignment;
    report_at(pointer == 0 ? "null-pointer" : pointer & (alignment - 1) ? "alignment" : "too-small", &data->place);
    report_type("type", data->type);
    report_number("alignment", alignment);
    report_number("address", pointer);
    if (data->kind < sizeof USES / sizeof *USES)
        report_text("use", USES[data->kind]);
}
PAIR(type_mismatch_v1, (const struct mismatch *data, uintptr_t pointer), report_mismatch(data, pointer))

struct assumption {
    struct place place, assumption;
    const struct type *type;
};

static void report_assumption(const struct assumption *data, uintptr_t pointer, uintptr_t alignment)
{
    report_at("alignment", &data->place);
    report_type("type", data->type);
    report_number("alignment", alignment);
    report_number("address", pointer);
}
PAIR(alignment_assumption,
    (const struct assumption *data, uintptr_t pointer, uintptr_t alignment, uintptr_t offset),
    (void)offset, report_assumption(data, pointer, alignment))

static void report_pointer(const struct place *place, uintptr_t base, uintptr_t result)
{
    report_at(base == 0 ? "null-offset" : "pointer-overflow", place);
    report_number("address", base);
    report_number("result", result);
}
PAIR(pointer_overflow, (const struct place *place, uintptr_t base, uintptr_t result), report_pointer(place, base, result))
