#include <stdio.h>

int main(void) {
  puts("Hello, machine");
  return 0;
}
