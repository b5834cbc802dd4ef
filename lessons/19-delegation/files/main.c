#include <fcntl.h>
#include <preopen/spawn.h>
#include <stdio.h>

int main(void) {
  int letters = open("/letters", O_RDONLY | O_DIRECTORY);
  int work = open("/work", O_RDONLY | O_DIRECTORY);
  if (letters < 0 || work < 0) {
    perror("main");
    return 1;
  }

  struct preopen_handed handed[] = {
    { .from = 1, .to = 1, .uses = PREOPEN_WRITE },
    { .from = letters, .as = "/letters", .uses = PREOPEN_ALL },
    { .from = work, .as = "/work", .uses = PREOPEN_ALL },
  };
  char *argv[] = { "count", "/letters/first.txt", NULL };
  int child = preopen_spawn("count.c", argv, handed, 3);
  if (child < 0) {
    perror("count.c");
    return 1;
  }

  printf("count.c ended with %d\n", preopen_wait(child));
  return 0;
}
