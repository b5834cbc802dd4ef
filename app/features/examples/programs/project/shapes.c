#include "shapes.h"

#include <math.h>

struct shape circle(double radius)
{
    return (struct shape){ CIRCLE, { radius } };
}

struct shape rectangle(double width, double height)
{
    return (struct shape){ RECTANGLE, { width, height } };
}

struct shape triangle(double a, double b, double c)
{
    return (struct shape){ TRIANGLE, { a, b, c } };
}

const char *shape_name(const struct shape *shape)
{
    static const char *const names[] = { "circle", "rectangle", "triangle" };
    return names[shape->kind];
}

double shape_area(const struct shape *shape)
{
    const double *s = shape->sides;

    switch (shape->kind) {
    case CIRCLE: return acos(-1) * s[0] * s[0];
    case RECTANGLE: return s[0] * s[1];
    case TRIANGLE: {
        /* Heron's formula. */
        double half = (s[0] + s[1] + s[2]) / 2;
        return sqrt(half * (half - s[0]) * (half - s[1]) * (half - s[2]));
    }
    }
    return 0;
}
