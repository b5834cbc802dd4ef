import { expect, it } from 'vitest';
import { bootC } from '../testing/c-fixture.ts';
import { NodeToolchain } from '../cli/node-toolchain.ts';

/** Elements of each size hold a key and where they began; sorted, equal keys must be in that order. */
const PROGRAM = String.raw`#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int by_key(const void *a, const void *b) { return *(const unsigned char *)a - *(const unsigned char *)b; }
static int by_key_r(const void *a, const void *b, void *calls)
{
    ++*(int *)calls;
    return by_key(a, b);
}
static int is_sorted(const unsigned char *at, int count, int size, int is_stable)
{
    for (int i = 1; i < count; i++) {
        const unsigned char *a = at + (i - 1) * size, *b = at + i * size;
        if (a[0] > b[0] || (is_stable && size > 1 && a[0] == b[0] && a[1] > b[1]))
            return 0;
        for (int k = 2; k < size; k++)
            if (b[k] != (unsigned char)(b[0] + b[1] + k))
                return 0;
    }
    return 1;
}
static void make(unsigned char *at, int count, int size)
{
    for (int i = 0; i < count; i++) {
        unsigned char *element = at + i * size;
        element[0] = (unsigned char)(rand() % 17);
        for (int k = 1; k < size; k++)
            element[k] = (unsigned char)(k == 1 ? i : element[0] + i + k);
    }
}
int main(void)
{
    static unsigned char room[256 * 100 + 1];
    int wrong = 0, calls = 0;
    for (int size = 1; size <= 100; size++)
        for (int count = 0; count <= 255; count += count < 10 ? 1 : 49) {
            unsigned char *at = room + (size + count) % 2;
            make(at, count, size);
            if (count % 2)
                qsort(at, count, size, by_key);
            else
                qsort_r(at, count, size, by_key_r, &calls);
            wrong += !is_sorted(at, count, size, 1);
        }
    void *volatile last;
    while ((last = malloc(65536)) != NULL) {}
    while ((last = malloc(64)) != NULL) {}
    make(room, 255, 100);
    qsort(room, 255, 100, by_key);
    printf("%d %d %d\n", wrong, calls > 0, is_sorted(room, 255, 100, 0));
    return 0;
}
`;

it('qsort sorts elements of every size, stably, and also where there is no memory left', async () => {
  const project = bootC(NodeToolchain.load(), { 'main.c': PROGRAM }, { extraFlags: '-Wl,--max-memory=16777216' });
  const { stdout, outcome } = await project.run();
  expect([stdout, outcome]).toEqual(['0 1 1\n', { kind: 'exited', code: 0 }]);
});
