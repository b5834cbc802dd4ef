#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Writes the report that a customer asked for. The customer chooses the name. */
static void write_report(int dir, const char *name) {
  char beneath[256];
  snprintf(beneath, sizeof beneath, "./%s", name);
  int fd = openat(dir, beneath, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (fd < 0) {
    printf("%s: %s\n", name, strerror(errno));
    return;
  }
  write(fd, "All is well.\n", 13);
  close(fd);
  printf("%s: written\n", name);
}

static void fill_ledger(void) {
  FILE *ledger = fopen("/bills/ledger.txt", "w");
  if (!ledger) return;
  fputs("Ann owes 3, Bo owes 5\n", ledger);
  fclose(ledger);
}

static void print_ledger(void) {
  char line[80] = "\n";
  FILE *ledger = fopen("/bills/ledger.txt", "r");
  if (!ledger) return;
  if (fgets(line, sizeof line, ledger)) printf("ledger: %s", line);
  fclose(ledger);
}

int main(void) {
  fill_ledger();

  int dir = open("/work", O_RDONLY | O_DIRECTORY);
  write_report(dir, "report.txt");
  write_report(dir, "../bills/ledger.txt");
  write_report(dir, "/bills/ledger.txt");
  close(dir);

  print_ledger();
  return 0;
}
