// Floating point, libm and complex numbers.
#include <complex.h>
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <tgmath.h>
#define REAL(T, name)                                                                                     \
    T name##_ops(T a, T b)                                                                                \
    {                                                                                                     \
        T r = a + b * 2 - a / b;                                                                          \
        r = a < b ? -r : r + 1;                                                                           \
        r += (a == b) + (a != b) + (a <= b) + (a >= b) + !(a > b);                                        \
        return r * (T)0.5;                                                                                \
    }                                                                                                     \
    T name##_functions(T a, T b)                                                                          \
    {                                                                                                     \
        return sqrt(a) + fabs(b) + floor(a) + ceil(b) + trunc(a) + rint(b) + copysign(a, b) + fmin(a, b) + fmax(a, b) + \
               pow(a, b) + pow(a, 2) + pow(2, b) + exp(a) + exp2(b) + log(a) + log2(b) + log10(a) + sin(a) + cos(a) + tan(b) + atan2(a, b) + \
               hypot(a, b) + fmod(a, b) + round(a) + cbrt(b) + ldexp(a, 3) + fma(a, b, a) + sinh(a) + tanh(b) + erf(a);      \
    }                                                                                                     \
    T name##_dot(const T *a, const T *b, int n)                                                           \
    {                                                                                                     \
        T s = 0;                                                                                          \
        for (int i = 0; i < n; i++)                                                                       \
            s += a[i] * b[i];                                                                             \
        return s;                                                                                         \
    }                                                                                                     \
    void name##_axpy(T *restrict y, const T *restrict x, T a, int n)                                      \
    {                                                                                                     \
        for (int i = 0; i < n; i++)                                                                       \
            y[i] = a * x[i] + y[i];                                                                       \
    }                                                                                                     \
    int name##_kind(T a) { return isnan(a) + isinf(a) * 2 + signbit(a) * 4 + (fpclassify(a) == FP_SUBNORMAL) + isfinite(a) + isnormal(a); } \
    _Complex T name##_complex(_Complex T a, _Complex T b) { return a * b + a / (b + 1) - conj(a) + (_Complex T)I; }            \
    T name##_parts(_Complex T a) { return creal(a) + cimag(a) + cabs(a); }
REAL(float, f)
REAL(double, d)
REAL(long double, ld)
typedef double matrix[4][4];
void multiply(matrix out, const matrix a, const matrix b)
{
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            out[i][j] = 0;
            for (int k = 0; k < 4; k++)
                out[i][j] += a[i][k] * b[k][j];
        }
}
double integrate(double (*f)(double), double a, double b, int n)
{
    double h = (b - a) / n, s = 0;
    for (int i = 0; i < n; i++)
        s += f(a + (i + 0.5) * h);
    return s * h;
}
static double square(double x) { return x * x; }
double constants(void) { return M_PI + 1e-300 * 0x1.8p3 + INFINITY - HUGE_VAL + (double)NAN + DBL_EPSILON + FLT_MAX; }
int mandelbrot(double complex c)
{
    double complex z = 0;
    int n = 0;
    while (cabs(z) < 2 && n++ < 50)
        z = z * z + c;
    return n;
}
int main(int argc, char **argv)
{
    matrix a = {{1}, {0, 1}, {0, 0, 1}, {0, 0, 0, 1}}, b, c;
    for (int i = 0; i < 16; i++)
        b[i / 4][i % 4] = argc > 1 ? atof(argv[1]) : i;
    multiply(c, a, b);
    printf("%.3f %g %e %a %Lf %d\n", c[1][2], integrate(square, 0, 1, 100), (double)f_ops(1, 2), d_functions(1.5, 2.5), ld_ops(1, 2), mandelbrot(0.1 + 0.2 * I));
    return (int)lround(d_dot(b[0], b[1], 4)) == 0 && d_kind(constants());
}
