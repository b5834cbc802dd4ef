#include "report.h"

/*
 * libc++'s headers annotate how much of a vector is in use. The compiled part of libc++ does not, so the annotations cannot be
 * relied on: an index outside of a vector is found where it is outside of the vector's block.
 */
void __sanitizer_annotate_contiguous_container(const void *start, const void *end, const void *old, const void *now)
{
    (void)start, (void)end, (void)old, (void)now;
}

void __sanitizer_annotate_double_ended_contiguous_container(const void *start, const void *end, const void *old_start,
    const void *old_end, const void *now_start, const void *now_end)
{
    (void)start, (void)end, (void)old_start, (void)old_end, (void)now_start, (void)now_end;
}

int __sanitizer_verify_contiguous_container(const void *start, const void *middle, const void *end)
{
    (void)start, (void)middle, (void)end;
    return 1;
}

/* A check of libc++ has failed (include/__assert). The numbers are an index and what it had to be below, or others that were compared. */
_Noreturn void __preopen_container(const char *message, int has_numbers, long long left, long long right)
{
    report_begin("container");
    report_text("message", message);
    if (has_numbers) {
        report_signed("left", (int)left);
        report_number("right", (unsigned)right);
    }
    report_end();
}
