// Pointers that lie outside memory or are not aligned: each ends the program, as the specification says. The argument picks one.
#include <stdlib.h>
#include "check.h"

// So that the compiler does not know either.
static void *address(uint32_t at) {
  volatile uint32_t hidden = at;
  return (void *)hidden;
}

int main(int argc, char **argv) {
  __wasi_size_t count;
  __wasi_iovec_t room;
  void *outside = address(0xfffffff0);
  void *edge = address((__builtin_wasm_memory_size(0) << 16) - 2);
  int which = argc > 1 ? atoi(argv[1]) : 0;
  switch (which) {
    case 0: return __wasi_fd_read(STDIN, outside, 1, &count);
    case 1: return __wasi_fd_read(STDIN, address(16), 0x20000000, &count);
    case 2: return room = into(outside, 8), __wasi_fd_read(STDIN, &room, 1, &count);
    case 3: return room = into(address(16), 0xffffffff), __wasi_fd_read(STDIN, &room, 1, &count);
    case 4: return room = into(address(16), 4), __wasi_fd_read(STDIN, &room, 1, edge);
    case 5: return __wasi_fd_read(STDIN, address(17), 1, &count);
    case 6: return room = into(address(16), 4), __wasi_fd_read(STDIN, &room, 1, address(1021));
    case 7: return raw_path_create_directory(DIR, edge, 100);
    case 8: return raw_path_create_directory(DIR, address(16), 0xffffffff);
    case 9: return __wasi_random_get(address(16), 0xffffffff);
    case 10: return __wasi_fd_readdir(DIR, edge, 4096, 0, &count);
    case 11: return __wasi_poll_oneoff(address(64), address(4096), 0x10000000, &count);
    case 12: return __wasi_poll_oneoff(address(65), address(4096), 1, &count);
    case 13: return __wasi_args_get(outside, address(16));
    case 14: return __wasi_args_get(address(64), outside);
    case 15: return __wasi_clock_time_get(0, 0, address(1020));
    case 16: return __wasi_fd_filestat_get(DIR, edge);
    case 17: return __wasi_fd_prestat_dir_name(DIR, outside, 1);
    case 18: return raw_path_readlink(DIR, S("link"), outside, 10, &count);
    default: return 0;
  }
}
