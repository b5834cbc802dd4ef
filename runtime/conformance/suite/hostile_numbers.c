// Many of everything: descriptors to the limit, directories as deep as they go, long lists to wait for.
#include <stdlib.h>
#include "check.h"

static void descriptors(void) {
  section("descriptors");
  __wasi_fd_t fd, last = -1;
  int count = 0, answer;
  while ((answer = __wasi_path_open(DIR, 0, "file", 0, RIGHT(FD_READ), 0, 0, &fd)) == 0) count++, last = fd;
  CHECK(answer == __WASI_ERRNO_MFILE && count == 5000);
  for (int i = 0; i < count; i += 2) CHECK_OK(__wasi_fd_close(last - i));
  CHECK_OK(__wasi_path_open(DIR, 0, "file", 0, RIGHT(FD_READ), 0, 0, &fd));
  CHECK(fd == last - (count - 1) / 2 * 2);
  for (int i = 1; i < count; i += 2) CHECK_OK(__wasi_fd_close(last - i));
  CHECK_OK(__wasi_fd_close(fd));
}

static void depth(void) {
  section("directories");
  __wasi_fd_t at = open_dir("dir"), below;
  int levels = 0, answer;
  while ((answer = __wasi_path_create_directory(at, "d")) == 0 && levels < 10000) {
    CHECK_OK(__wasi_path_open(at, 0, "d", __WASI_OFLAGS_DIRECTORY, DIR_RIGHTS, INHERITED, 0, &below));
    CHECK_OK(__wasi_fd_close(at));
    at = below;
    levels++;
  }
  CHECK(answer == __WASI_ERRNO_NAMETOOLONG && levels > 500);
  CHECK_ERRNO(NOTCAPABLE, __wasi_path_create_directory(at, "../x"));
  __wasi_filestat_t stat;
  CHECK_OK(__wasi_fd_filestat_get(at, &stat));
  section("a directory is not moved into its own depth");
  CHECK_ERRNO(INVAL, raw_path_rename(DIR, S("dir"), at, S("itself")));
  CHECK_ERRNO(NOTEMPTY, __wasi_path_remove_directory(DIR, "dir"));
}

static void waiting(void) {
  enum { MANY = 10000, TOO_MANY = 100000 };
  __wasi_subscription_t *subs = calloc(TOO_MANY, sizeof *subs);
  __wasi_event_t *events = calloc(TOO_MANY, sizeof *events);
  __wasi_size_t count = 0;
  section("ten thousand things to wait for");
  for (int i = 0; i < MANY; i++) {
    subs[i].userdata = i;
    subs[i].u.tag = __WASI_EVENTTYPE_CLOCK;
    subs[i].u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
    subs[i].u.u.clock.timeout = i == 5 ? 1000000 : 3600000000000;
  }
  CHECK_OK(__wasi_poll_oneoff(subs, events, MANY, &count));
  CHECK(count == 1 && events[0].userdata == 5);
  for (int i = 0; i < MANY; i++) subs[i].u.u.clock.timeout = 0;
  CHECK_OK(__wasi_poll_oneoff(subs, events, MANY, &count));
  CHECK(count == MANY && events[count - 1].userdata == count - 1);
  CHECK_ERRNO(INVAL, __wasi_poll_oneoff(subs, events, TOO_MANY, &count));
  for (int i = 0; i < MANY; i++) subs[i].u.u.clock = (__wasi_subscription_clock_t){.id = i % 2, .timeout = UINT64_MAX, .flags = i % 2};
  subs[7].u.u.clock = (__wasi_subscription_clock_t){.id = __WASI_CLOCKID_MONOTONIC};
  CHECK_OK(__wasi_poll_oneoff(subs, events, MANY, &count));
}

static void links(void) {
  char from[8], to[8];
  section("a chain of links that is too long");
  for (int i = 0; i < 60; i++) {
    snprintf(from, sizeof from, "c%d", i);
    snprintf(to, sizeof to, "c%d", i + 1);
    CHECK_OK(__wasi_path_symlink(to, DIR, from));
  }
  __wasi_filestat_t stat;
  CHECK_ERRNO(LOOP, __wasi_path_filestat_get(DIR, 1, "c0", &stat));
  CHECK_ERRNO(NOENT, __wasi_path_filestat_get(DIR, 1, "c40", &stat));
  section("links that double at every step");
  CHECK_OK(__wasi_path_symlink("x1/x1", DIR, "x0"));
  for (int i = 1; i < 30; i++) {
    snprintf(from, sizeof from, "x%d", i);
    char twice[16];
    snprintf(twice, sizeof twice, "x%d/x%d", i + 1, i + 1);
    CHECK_OK(__wasi_path_symlink(twice, DIR, from));
  }
  CHECK(__wasi_path_filestat_get(DIR, 1, "x0", &stat) != 0);
}

int main(void) {
  descriptors();
  depth();
  waiting();
  links();
  return check_status();
}
