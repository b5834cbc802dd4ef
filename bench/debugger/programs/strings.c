#include <ctype.h>
#include <stdio.h>
#include <string.h>

static char greeting[] = "hello";
static const char *names[] = {"ada", "bob", "cy"};

static int count(const char *text, char wanted) {
  int found = 0;
  for (const char *at = text; *at; at++)
    if (*at == wanted)
      found++;
  return found;
}

static void shout(char *text) {
  for (int i = 0; text[i] != '\0'; i++)
    text[i] = (char)toupper((unsigned char)text[i]);
}

int main(void) {
  char buffer[32];
  char line[3][8] = {"one", "two"};
  unsigned char raw[4] = {0xff, 0x80, 1, 0};
  strcpy(buffer, greeting);
  strcat(buffer, ", ");
  strncat(buffer, names[1], 2);
  shout(buffer);
  int ells = count(buffer, 'L');
  char *comma = strchr(buffer, ',');
  *comma = '\0';
  size_t length = strlen(buffer);
  printf("%s %d %zu %s %u\n", buffer, ells, length, line[1], raw[0]);
  return 0;
}
