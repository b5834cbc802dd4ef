/* Structures that are set in part, or have holes, are copied, passed, returned and compared by their members. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct holes { char a; double b; char c; short d; };
struct person { char name[20]; int age; char *nick; struct holes inner; };
struct bits { unsigned a : 3, b : 5; int c : 9; unsigned d : 1; unsigned long long wide : 40; };
struct flexible { int count; int values[]; };
union either { int i; double d; char text[16]; struct { short low, high; } halves; };

static struct person partly(int age)
{
    struct person p;
    p.age = age;
    strcpy(p.name, "Ada");
    return p;
}

static int age_of(struct person p) { return p.age; }
static struct person older(struct person p) { p.age++; return p; }

static int by_age(const void *a, const void *b)
{
    return ((const struct person *)a)->age - ((const struct person *)b)->age;
}

static struct bits flags(int d)
{
    struct bits all;
    all.d = (unsigned)d;
    all.c = -4;
    return all;
}

int main(void)
{
    struct person one = partly(36), two = one, *three = malloc(sizeof *three);
    *three = older(two);
    memcpy(&two, three, sizeof two);
    if (age_of(two) != 37 || two.name[0] != 'A') return 1;

    struct person all[8];
    for (int i = 0; i < 8; i++) {
        all[i].age = (i * 5) % 8;
        all[i].inner.a = (char)i;
    }
    qsort(all, 8, sizeof *all, by_age);
    for (int i = 0; i < 8; i++)
        if (all[i].age != i) return 2;
    struct person swapped = all[0];
    all[0] = all[7];
    all[7] = swapped;
    memmove(all + 1, all, 3 * sizeof *all);
    if (all[3].age != 2 || all[7].age != 0) return 3;

    struct bits f = flags(1), g;
    g = f;
    g.a = 5;
    if (!g.d || g.c != -4 || g.a != 5) return 4;
    g.wide = 1ull << 39;
    g.b = 31;
    if (g.wide >> 39 != 1 || g.b != 31) return 5;

    union either u;
    u.halves.low = 7;
    union either v = u;
    if (v.halves.low != 7) return 6;
    u.d = 1.5;
    if (u.i != 0) return 7;
    strcpy(u.text, "ab");
    if (u.text[1] != 'b') return 8;

    struct flexible *f2 = malloc(sizeof *f2 + 4 * sizeof(int));
    f2->count = 4;
    for (int i = 0; i < f2->count; i++) f2->values[i] = i;
    struct flexible *f3 = realloc(f2, sizeof *f3 + 8 * sizeof(int));
    if (f3->values[3] != 3) return 9;

    struct holes x, y;
    memset(&x, 0, sizeof x);
    memset(&y, 0, sizeof y);
    x.b = y.b = 2;
    if (memcmp(&x, &y, sizeof x) != 0) return 10;
    struct holes literal = { .b = 1 };
    struct holes copy = *&literal, listed[3] = { [1] = { 1, 2, 3, 4 } };
    if (copy.a != 0 || listed[1].d != 4 || listed[2].b != 0) return 11;

    FILE *file = tmpfile();
    if (!file || fwrite(&one, sizeof one, 1, file) != 1) return 12;
    rewind(file);
    struct person read;
    if (fread(&read, sizeof read, 1, file) != 1 || read.age != 36) return 13;
    fclose(file);
    if (offsetof(struct holes, b) != 8) return 14;
    free(three);
    free(f3);
    puts("done");
}
