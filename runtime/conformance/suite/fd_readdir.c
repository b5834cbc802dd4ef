// fd_readdir: entries, cookies, buffers that are too small.
#include "check.h"

// The names from `cookie` on that fit in `size` bytes, each followed by a slash; a cut one is left out.
static char names[256];
static __wasi_dircookie_t last;
static __wasi_size_t list(__wasi_fd_t fd, __wasi_dircookie_t cookie, __wasi_size_t size) {
  static uint8_t buffer[512] __attribute__((aligned(8)));
  __wasi_size_t used = 0, at = 0;
  CHECK_OK(__wasi_fd_readdir(fd, buffer, size, cookie, &used));
  names[0] = 0;
  for (__wasi_dirent_t entry; at + sizeof entry <= used; at += entry.d_namlen) {
    memcpy(&entry, buffer + at, sizeof entry);
    at += sizeof entry;
    if (at + entry.d_namlen > used) break;
    strncat(names, (char *)buffer + at, entry.d_namlen);
    strcat(names, "/");
    last = entry.d_next;
  }
  return used;
}

int main(void) {
  section("fd_readdir");
  __wasi_fd_t dir = open_dir("dir");
  CHECK(list(dir, 0, 512) < 512);
  CHECK(strcmp(names, "././inner/") != 0 && strcmp(names, "./../inner/") == 0);
  CHECK(list(dir, last, 512) == 0);
  CHECK(list(dir, 0, 30) == 30);
  CHECK(strcmp(names, "./") == 0);
  CHECK(list(dir, last, 512) > 0);
  CHECK(strcmp(names, "../inner/") == 0);
  CHECK(list(dir, UINT64_MAX, 512) == 0);
  CHECK(list(dir, 0, 0) == 0);

  section("fd_readdir while names come and go");
  list(dir, 0, 30);
  __wasi_dircookie_t after = last;
  CHECK_OK(__wasi_path_create_directory(dir, "later"));
  list(dir, after, 512);
  CHECK(strcmp(names, "../inner/later/") == 0);
  CHECK_OK(__wasi_path_remove_directory(dir, "later"));
  list(dir, after, 512);
  CHECK(strcmp(names, "../inner/") == 0);

  section("fd_readdir refused");
  uint8_t room[64];
  __wasi_size_t used;
  CHECK_ERRNO(BADF, __wasi_fd_readdir(NOBODY, room, sizeof room, 0, &used));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_readdir(dir_without(RIGHT(FD_READDIR)), room, sizeof room, 0, &used));
  return check_status();
}
