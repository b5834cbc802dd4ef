#include <string.h>
static char line[16];
static void put(char letter) {
  size_t length = strlen(line);
  line[length] = letter;
  line[length + 1] = 0;
}
static void number(unsigned value) {
  if (value >= 10)
    number(value / 10);
  put('0' + value % 10);
}
int main(void) {
  put('n');
  put('=');
  number(307);
  int same = strcmp(line, "n=307");
  return same;
}
