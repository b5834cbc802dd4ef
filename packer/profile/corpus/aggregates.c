// Structures, unions, bit-fields, arrays and pointers in all the ways they are passed about.
#include <stdalign.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct point { int x, y; };
struct one { double only; };
struct big { char name[40]; long values[10]; struct point at; };
struct flags { unsigned a : 1, b : 3, : 4, c : 12; signed d : 5; unsigned long long e : 40; };
struct __attribute__((packed)) packed { char tag; int value; short more; };
struct aligned { alignas(32) char bytes[32]; };
union value { int i; float f; char *s; unsigned char raw[8]; struct point p; };
struct tagged { enum { INT, FLOAT, TEXT } kind; union { int i; double f; const char *s; }; };
struct node { struct node *next, *previous; int key; char text[]; };
struct tree { struct tree *left, *right; int key; };
typedef int (*compare)(const void *, const void *);
static const struct point corners[] = {{0, 0}, {.x = 1}, {.y = 1}, [5] = {1, 1}};
static const char *const names[] = {"red", "green", "blue", NULL};
static struct big global = {.name = "global", .values = {1, 2, 3}, .at = {4, 5}};
static int table[3][4] = {{1, 2}, {3}, {[3] = 4}};
extern int elsewhere;
int elsewhere = 3;
static _Thread_local int mine = 7;
struct point add(struct point a, struct point b) { return (struct point){a.x + b.x, a.y + b.y}; }
struct one half(struct one o) { return (struct one){o.only / 2}; }
struct big change(struct big b)
{
    b.values[3] += b.at.x;
    strcpy(b.name, "changed");
    return b;
}
int pack(struct flags f, struct packed *p)
{
    f.b++;
    f.d = -3;
    f.e = f.c * 7ull;
    p->value += f.b;
    return f.a + f.b + f.c + f.d + (int)f.e + p->more;
}
union value convert(union value v)
{
    v.f += 1;
    return v;
}
const char *describe(const struct tagged *t, char *buffer)
{
    switch (t->kind) {
    case INT: sprintf(buffer, "%d", t->i); break;
    case FLOAT: sprintf(buffer, "%f", t->f); break;
    case TEXT: return t->s;
    default: return "?";
    }
    return buffer;
}
struct node *push(struct node *list, int key, const char *text)
{
    struct node *n = malloc(sizeof *n + strlen(text) + 1);
    if (!n) return list;
    *n = (struct node){.next = list, .key = key};
    strcpy(n->text, text);
    if (list) list->previous = n;
    return n;
}
struct tree *insert(struct tree *t, int key)
{
    if (!t) {
        t = calloc(1, sizeof *t);
        t->key = key;
    } else if (key < t->key) t->left = insert(t->left, key);
    else t->right = insert(t->right, key);
    return t;
}
int depth(const struct tree *t)
{
    if (!t) return 0;
    int l = depth(t->left), r = depth(t->right);
    return 1 + (l > r ? l : r);
}
static int by_key(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static compare choose(int up) { return up ? by_key : NULL; }
int vla(int n, int m, int grid[n][m])
{
    int copy[n][m], sum = 0;
    memcpy(copy, grid, sizeof copy);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < m; j++) sum += copy[i][j] * (int)sizeof copy[0];
    return sum;
}
size_t offsets(void) { return offsetof(struct big, at) + sizeof(struct packed) + alignof(struct aligned) + sizeof names / sizeof *names; }
int pointers(int *a, int *b, char *c)
{
    ptrdiff_t d = b - a;
    *a++ = *b--;
    c[d] += *--a;
    return a < b ? (int)(c - (char *)a) : **&a;
}
int main(void)
{
    struct aligned block = {{0}};
    struct point p = add(corners[5], (struct point){1, 2});
    struct packed q = {'q', 1, 2};
    struct big b = change(global), copies[2] = {b, b};
    char text[32];
    struct node *list = NULL;
    struct tree *tree = NULL;
    int keys[] = {5, 2, 8, 1};
    for (int i = 0; i < 4; i++) {
        list = push(list, keys[i], names[i % 3]);
        tree = insert(tree, keys[i]);
    }
    qsort(keys, 4, sizeof *keys, choose(1));
    for (struct node *n = list; n; n = n->next) printf("%d %s\n", n->key, n->text);
    while (list) {
        struct node *next = list->next;
        free(list);
        list = next;
    }
    printf("%d %s %g %d %zu %s\n", p.x, copies[1].name, half((struct one){3}).only, pack((struct flags){.b = 2}, &q), offsets(), describe(&(struct tagged){FLOAT, .f = 1}, text));
    return depth(tree) + vla(3, 4, table) + mine + elsewhere + pointers(keys, keys + 2, text) + block.bytes[3] + (convert((union value){.i = 1}).i == 0);
}
