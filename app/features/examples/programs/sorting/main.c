/* One array, three orders: qsort asks the function you give it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct planet {
    const char *name;
    double diameter; /* km */
    int moons;
};

static int by_name(const void *left, const void *right)
{
    const struct planet *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static int by_diameter(const void *left, const void *right)
{
    const struct planet *a = left, *b = right;
    return (a->diameter > b->diameter) - (a->diameter < b->diameter);
}

/* Most moons first; equal numbers in order of name. */
static int by_moons(const void *left, const void *right)
{
    const struct planet *a = left, *b = right;
    return a->moons != b->moons ? b->moons - a->moons : by_name(left, right);
}

static void show(const char *title, const struct planet *planets, size_t count)
{
    printf("%s\n", title);
    for (size_t i = 0; i < count; i++)
        printf("    %-8s %9.0f km %4d moons\n", planets[i].name, planets[i].diameter,
            planets[i].moons);
}

int main(void)
{
    struct planet planets[] = {
        { "Mercury", 4879, 0 },   { "Venus", 12104, 0 },   { "Earth", 12756, 1 },
        { "Mars", 6792, 2 },      { "Jupiter", 142984, 95 }, { "Saturn", 120536, 146 },
        { "Uranus", 51118, 28 },  { "Neptune", 49528, 16 },
    };
    size_t count = sizeof planets / sizeof planets[0];

    qsort(planets, count, sizeof planets[0], by_diameter);
    show("By diameter", planets, count);

    qsort(planets, count, sizeof planets[0], by_moons);
    show("By moons", planets, count);

    qsort(planets, count, sizeof planets[0], by_name);
    show("By name", planets, count);

    struct planet wanted = { "Mars", 0, 0 };
    struct planet *found = bsearch(&wanted, planets, count, sizeof planets[0], by_name);
    if (found != NULL)
        printf("bsearch found %s in row %d\n", found->name, (int)(found - planets) + 1);
    return 0;
}
