#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
  printf("my name: %s\n", argc > 0 ? argv[0] : "none");

  time_t now = time(NULL);
  char text[40];
  strftime(text, sizeof text, "%Y-%m-%d %H:%M", gmtime(&now));
  printf("the time: %s\n", text);

  unsigned char bytes[4];
  if (getentropy(bytes, sizeof bytes) != 0) return 1;
  printf("random: %02x %02x %02x %02x\n", bytes[0], bytes[1], bytes[2], bytes[3]);

  FILE *file = fopen("letter.txt", "r");
  puts(file ? "a file: yes" : "a file: no");
  return 0;
}
