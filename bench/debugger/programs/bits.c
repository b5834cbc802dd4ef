struct flags { unsigned low : 3; int middle : 5; unsigned : 0; unsigned high : 7; _Bool on : 1; };
static unsigned count(unsigned value) {
  unsigned found = 0;
  while (value) {
    found += value & 1;
    value >>= 1;
  }
  return found;
}
int main(void) {
  struct flags flags = {0};
  flags.low = 5;
  flags.middle = -3;
  flags.high = 100;
  flags.on = 1;
  unsigned bits = count(0xb5);
  flags.low = bits;
  return flags.low;
}
