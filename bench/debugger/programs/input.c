#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(void) {
  int first;
  double second;
  char word[16];
  char line[32];
  char raw[8];
  int n = scanf("%d %lf %15s", &first, &second, word);
  getchar();
  char *got = fgets(line, sizeof line, stdin);
  if (got)
    line[strcspn(line, "\n")] = '\0';
  sprintf(raw, "%d", first);
  printf("%d %d %f %s %s %s\n", n, first, second, word, line, raw);
  return 0;
}
