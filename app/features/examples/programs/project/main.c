/* A program in three files: main.c uses what shapes.h promises and shapes.c does. */
#include "shapes.h"

#include <stdio.h>

int main(void)
{
    struct shape shapes[] = {
        circle(1.5),
        rectangle(3, 4),
        triangle(3, 4, 5),
    };
    double total = 0;

    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        printf("%-10s area %8.3f\n", shape_name(&shapes[i]), shape_area(&shapes[i]));
        total += shape_area(&shapes[i]);
    }
    printf("%-10s      %8.3f\n", "together", total);
    return 0;
}
