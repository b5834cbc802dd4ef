#include <stdint.h>
static uint64_t power(uint64_t base, unsigned exponent) {
  uint64_t result = 1;
  while (exponent > 0) {
    if (exponent % 2 == 1)
      result *= base;
    base *= base;
    exponent /= 2;
  }
  return result;
}
int main(void) {
  int64_t least = INT64_MIN;
  uint64_t most = UINT64_MAX;
  uint64_t big = power(3, 13);
  int16_t small = (int16_t)big;
  uint8_t tiny = (uint8_t)most;
  least += small;
  return tiny;
}
