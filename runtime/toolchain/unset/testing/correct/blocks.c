/* Blocks that are set in part, grow, move and are used again; locals of every size; values that are carried and not used. */
#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node { struct node *next; int value; char unused[12]; };

static int ignores(int used, int unused) { (void)unused; return used; }
static int find(int *where, int is_there) { if (is_there) *where = 3; return is_there; }
static int found_or(int is_found, int found, int otherwise) { return is_found ? found : otherwise; }
static int nothing_said(int *told) { int answer; if (*told) answer = 4; int *p = &answer; return *p; }
static int *give_back(int *p) { return p; }
static int large(int n) { char room[400000]; room[n] = 1; room[399999] = 2; return room[n] + room[399999]; }
static int of_length(int n) { int a[n], b[n]; for (int i = 0; i < n; i++) a[i] = i; memcpy(b, a, sizeof a); return b[n - 1]; }
static int deep(int n) { int a[32]; a[n] = n; return n == 0 ? a[0] : deep(n - 1) + a[n]; }
static int on_stack(int n) { int *a = alloca((size_t)n * sizeof *a); a[n - 1] = n; return a[n - 1]; }
static int first(void) { int a, b = 2; return b > 1 ? b : a; }

int main(int argc, char **argv)
{
    int *zeros = calloc(8, sizeof *zeros);
    for (int i = 0; i < 8; i++)
        if (zeros[i] != 0) return 1;
    zeros = realloc(zeros, 64 * sizeof *zeros);
    if (zeros[7] != 0) return 2;
    zeros = realloc(zeros, 2 * sizeof *zeros);
    if (zeros[1] != 0) return 3;
    free(zeros);

    size_t count = 0, room = 0;
    int *grown = NULL;
    for (int i = 0; i < 100; i++) {
        if (count == room) grown = realloc(grown, (room = room ? 2 * room : 1) * sizeof *grown);
        grown[count++] = i;
    }
    int sum = 0;
    for (size_t i = 0; i < count; i++) sum += grown[i];
    if (sum != 4950) return 4;
    int *moved = malloc(room * sizeof *moved);
    memcpy(moved, grown, room * sizeof *moved);
    memmove(moved + 1, moved, 50 * sizeof *moved);
    if (moved[50] != 49) return 5;
    free(grown);
    free(moved);

    struct node *list = NULL;
    for (int i = 0; i < 20; i++) {
        struct node *made = malloc(sizeof *made);
        made->value = i;
        made->next = list;
        list = made;
    }
    for (struct node *at = list, *next; at; at = next) {
        next = at->next;
        sum += at->value;
        free(at);
    }
    void *aligned = aligned_alloc(64, 128), *also = NULL;
    if (posix_memalign(&also, 32, 96) != 0 || !aligned) return 6;
    memset(aligned, 3, 128);
    if (((char *)aligned)[127] != 3 || (size_t)also % 32 != 0) return 7;
    free(aligned);
    free(also);
    char *again = strdup("some text"), *part = strndup(again, 4);
    if (strlen(again) != 9 || strcmp(part, "some") != 0) return 8;
    free(again);
    free(part);

    int unset, other = unset, many[10], swapped = many[3];
    many[3] = many[4];
    many[4] = swapped;
    int *pointer = give_back(&unset);
    if (ignores(5, other) != 5 || pointer != &unset) return 9;
    int where, is_found = find(&where, argc > 9), not_told = 0;
    if (found_or(is_found, where, 8) != 8) return 14;
    nothing_said(&not_told);
    if (argc > 0 || unset == 7) sum++;
    if (first() != 2 || large(argc) != 3 || of_length(9) != 8 || deep(20) != 210 || on_stack(5) != 5) return 10;
    static int kept[4];
    kept[argc % 4]++;
    if (kept[3] != 0 && argc == 1) return 11;
    int rows[4][5], once = 0;
    for (int i = 0; i < 4; i++) for (int j = 0; j <= i; j++) rows[i][j] = i + j;
    for (int i = 0; i < 4; i++) once += rows[i][i];
    if (once != 12 || argv[0][0] == 0) return 13;
    for (int i = 0; i < 3; i++) { int fresh; if (i == 0) fresh = 1; else fresh = i; sum += fresh; }
    puts("done");
}
