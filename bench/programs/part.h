#include <stddef.h>

struct part {
    const char *name;
    double (*work)(const double *values, size_t count);
};

extern const struct part parts[];
extern const size_t part_count;
