#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

static void print_preopens(void) {
  for (__wasi_fd_t fd = 3; fd < 4; fd++) {
    __wasi_prestat_t stat;
    if (__wasi_fd_prestat_get(fd, &stat) != 0) return;
    char name[256] = "";
    if (stat.u.dir.pr_name_len >= sizeof name) return;
    if (__wasi_fd_prestat_dir_name(fd, (uint8_t *)name, stat.u.dir.pr_name_len) != 0) return;
    printf("%d %s\n", (int)fd, name);
  }
}

int main(void) {
  print_preopens();

  const char *path = "/project/notes/today.txt";
  FILE *note = fopen(path, "r");
  if (!note) {
    printf("%s: %s\n", path, strerror(errno));
    return 1;
  }
  char line[80];
  while (fgets(line, sizeof line, note)) fputs(line, stdout);
  fclose(note);
  return 0;
}
