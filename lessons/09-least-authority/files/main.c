#include <stdio.h>

int main(void) {
  FILE *file = fopen("/numbers.txt", "r");
  if (!file) {
    perror("/numbers.txt");
    return 1;
  }
  int sum = 0;
  int number;
  while (fscanf(file, "%d", &number) == 1) sum += number;
  fclose(file);
  printf("sum: %d\n", sum);
  return 0;
}
