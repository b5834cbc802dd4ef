// Memory that grows between calls, up to the policy's limit, and files that fill their volume.
#include <stdlib.h>
#include "check.h"

int main(void) {
  section("memory grows between calls");
  __wasi_fd_t fd = create("grown");
  __wasi_size_t count;
  size_t pages = __builtin_wasm_memory_size(0);
  for (int i = 0; i < 20; i++) {
    char *fresh = (char *)(__builtin_wasm_memory_grow(0, 1) << 16);
    memcpy(fresh + 65530, "fresh", 6);
    __wasi_ciovec_t words = {(uint8_t *)fresh + 65530, 6};
    __wasi_iovec_t room = into(fresh, 6);
    CHECK_OK(__wasi_fd_pwrite(fd, &words, 1, 0, &count));
    CHECK_OK(__wasi_fd_pread(fd, &room, 1, 0, (__wasi_size_t *)(fresh + 64)));
    CHECK(*(__wasi_size_t *)(fresh + 64) == 6 && strcmp(fresh, "fresh") == 0);
  }
  CHECK(__builtin_wasm_memory_size(0) == pages + 20);

  section("memory ends where the policy says");
  while (__builtin_wasm_memory_grow(0, 1) != (size_t)-1) continue;
  CHECK(__builtin_wasm_memory_size(0) == 228);
  CHECK(__builtin_wasm_memory_grow(0, 60000) == (size_t)-1);
  // Through a pointer, so that the compiler does not leave the call out.
  void *(*volatile allocate)(size_t) = malloc;
  CHECK(allocate(64 << 20) == NULL);

  section("a volume that is full");
  static char bytes[100];
  __wasi_ciovec_t hundred = {(uint8_t *)bytes, sizeof bytes};
  __wasi_fd_t small = open_with(SMALL, "fills", __WASI_OFLAGS_CREAT, FILE_RIGHTS);
  int writes = 0, answer;
  while ((answer = __wasi_fd_write(small, &hundred, 1, &count)) == 0) writes++;
  CHECK(answer == __WASI_ERRNO_NOSPC && writes == 10);
  CHECK_ERRNO(NOSPC, __wasi_fd_filestat_set_size(small, 1001));
  __wasi_fd_t empty = open_with(SMALL, "no-bytes", __WASI_OFLAGS_CREAT, FILE_RIGHTS);
  CHECK_ERRNO(NOSPC, __wasi_fd_write(empty, &hundred, 1, &count));
  section("what is cut or removed is free again");
  CHECK_OK(__wasi_fd_filestat_set_size(small, 900));
  CHECK_OK(__wasi_fd_write(empty, &hundred, 1, &count));
  CHECK_OK(__wasi_path_unlink_file(SMALL, "fills"));
  CHECK_ERRNO(NOSPC, __wasi_fd_write(empty, &hundred, 1, &count));
  CHECK_OK(__wasi_fd_close(small));
  CHECK_OK(__wasi_fd_write(empty, &hundred, 1, &count));
  return check_status();
}
