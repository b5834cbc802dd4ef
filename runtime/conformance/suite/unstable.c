// wasi_unstable, imported by hand: its filestat, its whence, its subscriptions.
#include "check.h"

#define UNSTABLE(name) __attribute__((import_module("wasi_unstable"), import_name(#name))) extern __wasi_errno_t unstable_##name

struct filestat {
  uint64_t dev, ino;
  uint8_t filetype;
  uint32_t nlink;
  uint64_t size, atim, mtim, ctim;
};
struct subscription {
  uint64_t userdata;
  uint8_t type;
  union {
    struct {
      uint64_t identifier;
      uint32_t id;
      uint64_t timeout, precision;
      uint16_t flags;
    } clock;
    uint32_t fd;
  };
};
_Static_assert(sizeof(struct filestat) == 56, "filestat");
_Static_assert(sizeof(struct subscription) == 56, "subscription");
enum { CUR, END, SET };

UNSTABLE(fd_seek)(__wasi_fd_t fd, int64_t offset, uint32_t whence, uint64_t *out);
UNSTABLE(fd_filestat_get)(__wasi_fd_t fd, struct filestat *out);
UNSTABLE(path_filestat_get)(__wasi_fd_t fd, uint32_t flags, const char *path, uint32_t length, struct filestat *out);
UNSTABLE(fd_filestat_set_times)(__wasi_fd_t fd, uint64_t atim, uint64_t mtim, uint32_t flags);
UNSTABLE(poll_oneoff)(const struct subscription *in, __wasi_event_t *out, uint32_t count, uint32_t *events);
UNSTABLE(clock_time_get)(uint32_t id, uint64_t precision, uint64_t *out);
UNSTABLE(fd_write)(__wasi_fd_t fd, const __wasi_ciovec_t *iovs, uint32_t count, uint32_t *written);

int main(void) {
  __wasi_fd_t fd = open_file("file");

  section("filestat is 56 bytes, with a linkcount of 32 bits");
  struct {
    struct filestat stat;
    uint64_t behind;
  } room = {.behind = 0x0123456789abcdef};
  CHECK_OK(unstable_fd_filestat_set_times(fd, 1111, 2222, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
  CHECK_OK(unstable_fd_filestat_get(fd, &room.stat));
  CHECK(room.stat.filetype == __WASI_FILETYPE_REGULAR_FILE && room.stat.nlink == 1 && room.stat.size == 5);
  CHECK(room.stat.atim == 1111 && room.stat.mtim == 2222 && room.stat.ctim > 2222);
  CHECK(room.behind == 0x0123456789abcdef);
  CHECK_OK(unstable_path_filestat_get(DIR, 0, S("dir/inner"), &room.stat));
  CHECK(room.stat.size == 5 && room.behind == 0x0123456789abcdef);

  section("whence is cur, end, set");
  uint64_t offset;
  CHECK_OK(unstable_fd_seek(fd, 3, SET, &offset));
  CHECK(offset == 3);
  CHECK_OK(unstable_fd_seek(fd, 1, CUR, &offset));
  CHECK(offset == 4);
  CHECK_OK(unstable_fd_seek(fd, -1, END, &offset));
  CHECK(offset == 4);
  CHECK_ERRNO(INVAL, unstable_fd_seek(fd, 0, 3, &offset));
  CHECK_OK(unstable_fd_seek(file_without(RIGHT(FD_SEEK)), 0, CUR, &offset));

  section("subscriptions are 56 bytes");
  struct subscription subs[] = {
      {.userdata = 1, .type = __WASI_EVENTTYPE_CLOCK, .clock = {.identifier = 99, .id = 1, .timeout = 60000000000}},
      {.userdata = 2, .type = __WASI_EVENTTYPE_CLOCK, .clock = {.identifier = 98, .id = 1, .timeout = 1000000}},
      {.userdata = 3, .type = __WASI_EVENTTYPE_FD_READ, .fd = NOBODY},
  };
  __wasi_event_t events[3];
  uint32_t count = 0;
  CHECK_OK(unstable_poll_oneoff(subs, events, 2, &count));
  CHECK(count == 1 && events[0].userdata == 2 && events[0].error == 0);
  CHECK_OK(unstable_poll_oneoff(subs, events, 3, &count));
  CHECK(count == 1 && events[0].userdata == 3 && events[0].error == __WASI_ERRNO_BADF);

  section("the rest is as in Preview 1");
  uint64_t time;
  CHECK_OK(unstable_clock_time_get(0, 0, &time));
  CHECK_ERRNO(INVAL, unstable_clock_time_get(4, 0, &time));
  __wasi_ciovec_t nothing = out_of("");
  CHECK_OK(unstable_fd_write(STDOUT, &nothing, 1, &count));
  CHECK_ERRNO(BADF, unstable_fd_write(NOBODY, &nothing, 1, &count));
  return check_status();
}
