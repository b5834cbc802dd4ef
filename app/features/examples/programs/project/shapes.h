#ifndef SHAPES_H
#define SHAPES_H

enum shape_kind { CIRCLE, RECTANGLE, TRIANGLE };

struct shape {
    enum shape_kind kind;
    double sides[3];
};

struct shape circle(double radius);
struct shape rectangle(double width, double height);
struct shape triangle(double a, double b, double c);

const char *shape_name(const struct shape *shape);
double shape_area(const struct shape *shape);

#endif
