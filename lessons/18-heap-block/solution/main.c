#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
  char *name = malloc(6);
  strcpy(name, "Ada");
  printf("%s has %zu letters\n", name, strlen(name));
  free(name);
  name = NULL;

  printf("done\n");
  return 0;
}
