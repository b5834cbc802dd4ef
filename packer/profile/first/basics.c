// What anybody writes in the first minutes: no more than that, since everybody waits for what it needs of the compiler.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT 5

/* A square. */
int square(int n) {
    return n * n;
}

static double average(const int *numbers, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += numbers[i];
    }
    return sum / count;
}

int main(void) {
    int numbers[COUNT] = {3, 1, 4, 1, 5};
    char name[32] = "world";
    int largest = numbers[0], i = 0;

    while (i < COUNT) {
        if (numbers[i] > largest && i != 2) {
            largest = numbers[i];
        } else if (numbers[i] % 2 == 0 || !largest) {
            printf("%d is even\n", numbers[i]);
        } else {
            printf("%d\n", square(numbers[i]) - 1);
        }
        ++i;
    }
    strcpy(name, "you");
    char *copy = malloc(strlen(name) + 1);
    if (copy == NULL) return 1;
    strcpy(copy, name);
    printf("Hello, %s! The largest of %d is %d, their average %.2f.\n", copy, COUNT, largest, average(numbers, COUNT));
    free(copy);
    return 0;
}
