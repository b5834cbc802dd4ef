// cpu: what programs of beginners spend their time on: a matrix, a sieve, sorting, a tree, a search, texts, calls, long numbers.
// Says "ns=ELAPSED", the shortest of three rounds.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static volatile int sink;

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

enum { N = 120 };
static double a[N][N], b[N][N], c[N][N];

static void matrix(void)
{
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = i + j;
            b[i][j] = i - j;
        }
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum;
        }
    for (int i = 0; i < N; i++)
        sink += (int)c[i][i] & 1;
}

static void sieve(int n)
{
    char *is_prime = malloc((size_t)n + 1);
    memset(is_prime, 1, (size_t)n + 1);
    for (int i = 2; i <= n; i++) {
        if (!is_prime[i])
            continue;
        sink ^= i;
        for (int j = i + i; j <= n; j += i)
            is_prime[j] = 0;
    }
    free(is_prime);
}

static void sort(int *v, int low, int high)
{
    if (low >= high)
        return;
    int pivot = v[(low + high) / 2], i = low, j = high;
    while (i <= j) {
        while (v[i] < pivot)
            i++;
        while (v[j] > pivot)
            j--;
        if (i <= j) {
            int t = v[i];
            v[i++] = v[j];
            v[j--] = t;
        }
    }
    sort(v, low, j);
    sort(v, i, high);
}

static void sorted(int n)
{
    int *v = malloc((size_t)n * sizeof *v);
    unsigned x = 1;
    for (int i = 0; i < n; i++) {
        x = x * 1103515245u + 12345u;
        v[i] = (int)(x >> 8);
    }
    sort(v, 0, n - 1);
    sink ^= v[n / 2];
    free(v);
}

struct node {
    struct node *left, *right;
    int key;
};

static struct node *insert(struct node *tree, int key)
{
    if (!tree) {
        tree = malloc(sizeof *tree);
        *tree = (struct node) { .key = key };
    } else if (key < tree->key)
        tree->left = insert(tree->left, key);
    else
        tree->right = insert(tree->right, key);
    return tree;
}

static int height(const struct node *tree)
{
    if (!tree)
        return 0;
    int left = height(tree->left), right = height(tree->right);
    return 1 + (left > right ? left : right);
}

static void drop(struct node *tree)
{
    if (!tree)
        return;
    drop(tree->left);
    drop(tree->right);
    free(tree);
}

static void trees(int n)
{
    struct node *tree = NULL;
    unsigned x = 1;
    for (int i = 0; i < n; i++) {
        x = x * 1103515245u + 12345u;
        tree = insert(tree, (int)(x >> 8));
    }
    for (int i = 0; i < 40; i++)
        sink ^= height(tree);
    drop(tree);
}

static int queens(int n, int row, int *at)
{
    int count = row == n;
    for (int column = 0; row < n && column < n; column++) {
        int fits = 1;
        for (int i = 0; i < row && fits; i++)
            fits = at[i] != column && abs(at[i] - column) != row - i;
        if (!fits)
            continue;
        at[row] = column;
        count += queens(n, row + 1, at);
    }
    return count;
}

static void texts(int n)
{
    char text[256];
    for (int k = 0; k < n; k++) {
        int length = 0, words = 0, is_in = 0;
        for (int w = 0; w < 30; w++) {
            for (int i = 0; i < 7; i++)
                text[length++] = (char)('a' + (w + i + k) % 26);
            text[length++] = ' ';
        }
        text[length] = 0;
        for (const char *p = text; *p; p++) {
            words += *p != ' ' && !is_in;
            is_in = *p != ' ';
        }
        sink ^= words;
    }
}

static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

static void collatz(int n)
{
    for (int i = 1; i < n; i++) {
        int steps = 0;
        for (long long x = i; x != 1; steps++)
            x = x % 2 ? 3 * x + 1 : x / 2;
        sink ^= steps;
    }
}

int main(void)
{
    long long best = 0;
    for (int round = 0; round < 3; round++) {
        long long start = now();
        int at[9];
        matrix();
        sieve(2000000);
        sorted(200000);
        trees(10000);
        sink ^= queens(9, 0, at);
        texts(8000);
        sink ^= fib(30);
        collatz(60000);
        long long took = now() - start;
        if (round == 0 || took < best)
            best = took;
    }
    fprintf(stderr, "ns=%lld\n", best);
    return 0;
}
