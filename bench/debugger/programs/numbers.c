#include <complex.h>
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>

long long most = LLONG_MAX;
unsigned long long wide = 1ull << 60;
volatile int watched = 3;
const double third = 1.0 / 3;
_Bool yes = 1;
signed char small = -5;
unsigned char large = 250;
short brief = -30000;
unsigned short over = 65535;

static int64_t mix(int8_t a, uint16_t b, int64_t c, float d, double e) {
  int64_t sum = a + b;
  sum += c;
  sum += (int64_t)d;
  sum += (int64_t)e;
  return sum;
}

int main(void) {
  double inf = INFINITY, nan_ = NAN, tiny = DBL_MIN, big = 1e300;
  float f = 0.1f, g = -1e-10f;
  int64_t sum = mix(-8, 60000, 1ll << 54, 2.5f, -1e9);
  uint32_t bits = 0xdeadbeef;
  int i = INT_MIN;
  char c = 'x';
  unsigned u = UINT_MAX;
  i++;
  u++;
  c--;
  watched += 2;
  big *= big;
  nan_ = -inf;
  printf("%lld %u %d %c %f %f %g %f %u\n", (long long)sum, bits, i, c, f, g, tiny, nan_, u);
  return 0;
}
