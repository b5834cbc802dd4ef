// path_filestat_get, path_filestat_set_times, path_readlink.
#include "check.h"

static __wasi_filestat_t stat;
static char target[8];
static __wasi_size_t used;
#define stat_at(fd, path) raw_path_filestat_get(fd, 1, path, &stat)
#define touch_at(fd, path) raw_path_filestat_set_times(fd, 1, path, 5, 6, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM)
#define readlink_at(fd, path) raw_path_readlink(fd, path, target, sizeof target, &used)

int main(void) {
  section("path_filestat_get");
  CHECK_PATH_ERRORS(stat_at, PATH_FILESTAT_GET);
  CHECK_OK(stat_at(DIR, S("link")));
  CHECK(stat.filetype == __WASI_FILETYPE_REGULAR_FILE && stat.size == 5);
  CHECK_OK(raw_path_filestat_get(DIR, 0, S("link"), &stat));
  CHECK(stat.filetype == __WASI_FILETYPE_SYMBOLIC_LINK && stat.size == 4);
  CHECK_ERRNO(NOTDIR, stat_at(DIR, S("link/..")));
  CHECK_ERRNO(LOOP, stat_at(DIR, S("loop")));
  CHECK_OK(raw_path_filestat_get(DIR, 0, S("loop"), &stat));
  CHECK_ERRNO(NOENT, stat_at(DIR, S("dangling")));
  CHECK_ERRNO(NOTDIR, stat_at(DIR, S("link/")));
  CHECK_ERRNO(NOTCAPABLE, stat_at(DIR, S("out")));
  CHECK_ERRNO(NOTCAPABLE, stat_at(DIR, S("absolute")));

  section("path_filestat_set_times");
  CHECK_PATH_ERRORS(touch_at, PATH_FILESTAT_SET_TIMES);
  CHECK_OK(touch_at(DIR, S("link")));
  CHECK_OK(stat_at(DIR, S("file")));
  CHECK(stat.atim == 5 && stat.mtim == 6);
  CHECK_OK(raw_path_filestat_set_times(DIR, 0, S("link"), 7, 8, __WASI_FSTFLAGS_MTIM));
  CHECK_OK(stat_at(DIR, S("file")));
  CHECK(stat.mtim == 6);
  CHECK_ERRNO(INVAL, raw_path_filestat_set_times(DIR, 0, S("file"), 5, 6, __WASI_FSTFLAGS_MTIM | __WASI_FSTFLAGS_MTIM_NOW));
  CHECK_ERRNO(INVAL, raw_path_filestat_set_times(DIR, 0, S("file"), 5, 6, 1 << 4));
  CHECK_ERRNO(NOENT, touch_at(DIR, S("missing")));
  CHECK_ERRNO(ROFS, touch_at(FROZEN, S("file")));

  section("path_readlink");
  CHECK_PATH_ERRORS(readlink_at, PATH_READLINK);
  CHECK_OK(readlink_at(DIR, S("link")));
  CHECK(used == 4 && memcmp(target, "file", 4) == 0);
  CHECK_OK(raw_path_readlink(DIR, S("link"), target, 2, &used));
  CHECK(used == 2);
  CHECK_OK(raw_path_readlink(DIR, S("link"), target, 0, &used));
  CHECK(used == 0);
  CHECK_ERRNO(INVAL, readlink_at(DIR, S("file")));
  CHECK_ERRNO(INVAL, readlink_at(DIR, S("dir")));
  CHECK_ERRNO(NOENT, readlink_at(DIR, S("missing")));
  return check_status();
}
