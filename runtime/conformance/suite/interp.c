// Carries out a script of calls from standard input, one a line, and prints what each answered. A line is
//   CALL SLOT SLOT PATH PATH NUMBER FLAGS
// where a slot holds a descriptor (0: the granted directory) and `~` stands for the empty path.
#include <inttypes.h>
#include <stdlib.h>
#include "check.h"

enum { SLOTS = 6, CLOSED = 9999 };
static __wasi_fd_t slots[SLOTS] = {DIR, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED};
static char bytes[70000];

static const char *const FILETYPES[] = {"unknown", "block", "character", "directory", "file", "dgram", "socket", "link"};

// What a host of its own makes of a directory's size and links is not told; a time is only told where it was set.
static void print_stat(const __wasi_filestat_t *stat) {
  int is_directory = stat->filetype == __WASI_FILETYPE_DIRECTORY;
  printf(" %s", FILETYPES[stat->filetype & 7]);
  if (!is_directory) printf(" size %" PRIu64 " nlink %" PRIu64, stat->size, stat->nlink);
  if (stat->mtim < 1000000000000000) printf(" mtim %" PRIu64, stat->mtim);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

// The names, sorted: their order is the host's own affair, and so is whether `.` and `..` are among them.
static int print_names(__wasi_fd_t fd) {
  __wasi_size_t used = 0, at = 0;
  int answer = __wasi_fd_readdir(fd, (uint8_t *)bytes, sizeof bytes, 0, &used), count = 0;
  char *names[256];
  for (__wasi_dirent_t entry; answer == 0 && at + sizeof entry <= used && count < 256; at += entry.d_namlen) {
    memcpy(&entry, bytes + at, sizeof entry);
    at += sizeof entry;
    if (bytes[at] != '.') asprintf(&names[count++], " %.*s:%s", (int)entry.d_namlen, bytes + at, FILETYPES[entry.d_type & 7]);
  }
  qsort(names, count, sizeof *names, by_name);
  for (int i = 0; i < count; i++) fputs(names[i], stdout);
  return answer;
}

int main(void) {
  char line[512], call[16], p[128], q[128];
  int a, b, flags;
  int64_t n;
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "%15s %d %d %127s %127s %" SCNd64 " %d", call, &a, &b, p, q, &n, &flags) != 7) return 2;
    if (strcmp(p, "~") == 0) p[0] = 0;
    if (strcmp(q, "~") == 0) q[0] = 0;
    size_t pl = strlen(p), ql = strlen(q);
    __wasi_fd_t fd = slots[a];
    __wasi_iovec_t room = {(uint8_t *)bytes, n < 0 || n > 60000 ? 0 : n};
    __wasi_ciovec_t words = {(const uint8_t *)q, ql};
    __wasi_size_t count = 0;
    __wasi_filesize_t offset = 0;
    __wasi_filestat_t stat;
    __wasi_fdstat_t fdstat;
    int answer = 0;
    int is = 0;
#define CALL(name) (is = strcmp(call, name) == 0)
    printf("%s ", call);
    if (CALL("open")) {
      // Bits 0 to 3 are oflags, 4 appends, 5 follows; what a file may do is bits 6 (reading) and 7 (writing).
      // Without fd_datasync: some hosts take it for a sign that the file is to be written.
      __wasi_rights_t base = (DIR_RIGHTS & ~RIGHT(FD_DATASYNC)) | RIGHT(FD_SEEK) | RIGHT(FD_TELL);
      if (flags & 64) base |= RIGHT(FD_READ);
      if (flags & 128) base |= RIGHT(FD_WRITE) | RIGHT(FD_FILESTAT_SET_SIZE);
      if (slots[b] != CLOSED && b > 0) (void)!__wasi_fd_close(slots[b]);
      __wasi_fd_t opened = CLOSED;
      answer = raw_path_open(fd, flags >> 5 & 1, p, pl, flags & 15, base, INHERITED, flags >> 4 & 1, &opened);
      if (b > 0) slots[b] = answer == 0 ? opened : CLOSED;
    } else if (CALL("close")) {
      answer = a == 0 ? 0 : __wasi_fd_close(fd);
      if (a > 0) slots[a] = CLOSED;
    } else if (CALL("read") || CALL("pread")) {
      answer = call[0] == 'r' ? __wasi_fd_read(fd, &room, 1, &count) : __wasi_fd_pread(fd, &room, 1, flags, &count);
      for (size_t i = 0; answer == 0 && i < count; i++) putchar(bytes[i] ? bytes[i] : '0');
    } else if (CALL("write") || CALL("pwrite")) {
      answer = call[0] == 'w' ? __wasi_fd_write(fd, &words, 1, &count) : __wasi_fd_pwrite(fd, &words, 1, n, &count);
      printf("%lu", count);
    } else if (CALL("seek")) {
      answer = __wasi_fd_seek(fd, n, flags, &offset);
      printf("%" PRIu64, offset);
    } else if (CALL("tell")) {
      answer = __wasi_fd_tell(fd, &offset);
      printf("%" PRIu64, offset);
    } else if (CALL("resize")) answer = __wasi_fd_filestat_set_size(fd, n);
    else if (CALL("stat") || CALL("fstat")) {
      answer = call[0] == 's' ? raw_path_filestat_get(fd, flags & 1, p, pl, &stat) : __wasi_fd_filestat_get(fd, &stat);
      if (answer == 0) print_stat(&stat);
    } else if (CALL("fdstat")) {
      answer = __wasi_fd_fdstat_get(fd, &fdstat);
      if (answer == 0) printf(" %s append %d", FILETYPES[fdstat.fs_filetype & 7], fdstat.fs_flags & __WASI_FDFLAGS_APPEND);
    } else if (CALL("touch")) answer = raw_path_filestat_set_times(fd, flags & 1, p, pl, n * 1000000000, n * 1000000000, 5);
    else if (CALL("mkdir")) answer = raw_path_create_directory(fd, p, pl);
    else if (CALL("rmdir")) answer = raw_path_remove_directory(fd, p, pl);
    else if (CALL("unlink")) answer = raw_path_unlink_file(fd, p, pl);
    else if (CALL("rename")) answer = raw_path_rename(fd, p, pl, slots[b], q, ql);
    else if (CALL("link")) answer = raw_path_link(fd, flags & 1, p, pl, slots[b], q, ql);
    else if (CALL("symlink")) answer = raw_path_symlink(q, ql, fd, p, pl);
    else if (CALL("readlink")) {
      answer = raw_path_readlink(fd, p, pl, bytes, sizeof bytes, &count);
      if (answer == 0) printf("%.*s", (int)count, bytes);
    } else if (CALL("names")) answer = print_names(fd);
    if (!is) return 3;
    printf(" %d\n", answer);
  }
  return 0;
}
