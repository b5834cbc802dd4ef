#include <stdint.h>
union word { uint32_t whole; uint8_t bytes[4]; float number; };
struct tagged { enum { WHOLE, TEXT } kind; union { int whole; char text[4]; }; };
static int weigh(struct tagged one) {
  if (one.kind == WHOLE)
    return one.whole;
  return one.text[0];
}
int main(void) {
  union word word;
  word.whole = 0x3f800000;
  float one = word.number;
  word.bytes[3] = 0x40;
  float two = word.number;
  struct tagged a = {WHOLE, {.whole = 7}};
  struct tagged b = {TEXT, {.text = "A"}};
  int sum = weigh(a) + weigh(b);
  return sum + (int)one + (int)two;
}
