// What every program of this suite shares. A check says on stdout which function and errno it covers, a failed one
// says on stderr what came instead, and the exit status is how many failed.
#pragma once
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>
#include "raw.h"

static int check_failures;
static const char *check_section = "";

static inline void section(const char *name) { check_section = name; }

static inline void check_errno(int line, const char *call, int got, int want, const char *name) {
  const char *function = strchr(call, '_');
  while (*function == '_') function++;
  if (strncmp(function, "wasi_", 5) == 0) function += 5;
  printf("covers %.*s %s\n", (int)strcspn(function, "("), function, name);
  if (got == want) return;
  check_failures++;
  fprintf(stderr, "line %d (%s): %.*s answered %d, expected %s (%d)\n", line, check_section, (int)strcspn(function, "("), function, got,
          name, want);
}

static inline void check_that(int line, const char *what, int holds) {
  if (holds) return;
  check_failures++;
  fprintf(stderr, "line %d (%s): not so: %s\n", line, check_section, what);
}

// Two levels, so that the text of a call made by a macro names the function it calls.
#define CHECK_CALL(name, want, call) check_errno(__LINE__, #call, call, want, name)
#define CHECK_ERRNO(name, ...) CHECK_CALL(#name, __WASI_ERRNO_##name, (__VA_ARGS__))
#define CHECK_OK(...) CHECK_ERRNO(SUCCESS, __VA_ARGS__)
#define CHECK(condition) check_that(__LINE__, #condition, condition)

static inline int check_status(void) { return check_failures < 100 ? check_failures : 100; }

// The descriptors of the world in cases.ts.
enum { STDIN, STDOUT, STDERR, DIR, OTHER, FROZEN, SMALL, NOBODY = 999 };

#define RIGHT(name) __WASI_RIGHTS_##name
// What a file and a directory below a preopen can hold.
static const __wasi_rights_t FILE_RIGHTS =
    RIGHT(FD_DATASYNC) | RIGHT(FD_READ) | RIGHT(FD_SEEK) | RIGHT(FD_FDSTAT_SET_FLAGS) | RIGHT(FD_SYNC) | RIGHT(FD_TELL) |
    RIGHT(FD_WRITE) | RIGHT(FD_ADVISE) | RIGHT(FD_ALLOCATE) | RIGHT(FD_FILESTAT_GET) | RIGHT(FD_FILESTAT_SET_SIZE) |
    RIGHT(FD_FILESTAT_SET_TIMES) | RIGHT(POLL_FD_READWRITE);
static const __wasi_rights_t DIR_RIGHTS =
    RIGHT(FD_DATASYNC) | RIGHT(FD_FDSTAT_SET_FLAGS) | RIGHT(FD_SYNC) | RIGHT(FD_ADVISE) | RIGHT(FD_READDIR) |
    RIGHT(FD_FILESTAT_GET) | RIGHT(FD_FILESTAT_SET_TIMES) | RIGHT(PATH_CREATE_DIRECTORY) | RIGHT(PATH_CREATE_FILE) |
    RIGHT(PATH_LINK_SOURCE) | RIGHT(PATH_LINK_TARGET) | RIGHT(PATH_OPEN) | RIGHT(PATH_READLINK) | RIGHT(PATH_RENAME_SOURCE) |
    RIGHT(PATH_RENAME_TARGET) | RIGHT(PATH_FILESTAT_GET) | RIGHT(PATH_FILESTAT_SET_SIZE) | RIGHT(PATH_FILESTAT_SET_TIMES) |
    RIGHT(PATH_SYMLINK) | RIGHT(PATH_REMOVE_DIRECTORY) | RIGHT(PATH_UNLINK_FILE);
static const __wasi_rights_t INHERITED = FILE_RIGHTS | DIR_RIGHTS;

static inline __wasi_fd_t open_with(__wasi_fd_t dir, const char *path, __wasi_oflags_t oflags, __wasi_rights_t rights) {
  __wasi_fd_t fd = -1;
  int failed = __wasi_path_open(dir, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, path, oflags, rights, INHERITED, 0, &fd);
  if (failed) {
    check_failures++;
    fprintf(stderr, "(%s): %s did not open: %d\n", check_section, path, failed);
  }
  return fd;
}

static inline __wasi_fd_t open_file(const char *path) { return open_with(DIR, path, 0, FILE_RIGHTS); }
static inline __wasi_fd_t open_dir(const char *path) { return open_with(DIR, path, __WASI_OFLAGS_DIRECTORY, DIR_RIGHTS); }
static inline __wasi_fd_t create(const char *path) { return open_with(DIR, path, __WASI_OFLAGS_CREAT | __WASI_OFLAGS_TRUNC, FILE_RIGHTS); }
static inline __wasi_fd_t file_without(__wasi_rights_t right) { return open_with(DIR, "file", 0, FILE_RIGHTS & ~right); }
static inline __wasi_fd_t dir_without(__wasi_rights_t right) { return open_with(DIR, ".", __WASI_OFLAGS_DIRECTORY, DIR_RIGHTS & ~right); }

static inline __wasi_ciovec_t out_of(const char *text) { return (__wasi_ciovec_t){(const uint8_t *)text, strlen(text)}; }
static inline __wasi_iovec_t into(void *at, __wasi_size_t size) { return (__wasi_iovec_t){at, size}; }

// A path with its length, as the raw calls take it; it may hold anything.
#define S(text) (text), (sizeof(text) - 1)
#define X16(text) text text text text text text text text text text text text text text text text
#define LONG_NAME X16("0123456789abcdef") "!"

// All that walking a path can answer with, for `CALL(dir, S("path"))`, which needs `RIGHT` on `dir`.
#define CHECK_PATH_ERRORS(CALL, right)                      \
  CHECK_ERRNO(BADF, CALL(NOBODY, S("file")));               \
  CHECK_ERRNO(ILSEQ, CALL(DIR, S("\xff\xfe")));             \
  CHECK_ERRNO(ILSEQ, CALL(DIR, S("\xed\xa0\x80")));         \
  CHECK_ERRNO(INVAL, CALL(DIR, S("fi\0le")));               \
  CHECK_ERRNO(LOOP, CALL(DIR, S("loop/file")));             \
  CHECK_ERRNO(NAMETOOLONG, CALL(DIR, S(LONG_NAME)));        \
  CHECK_ERRNO(NAMETOOLONG, CALL(DIR, S(X16(LONG_NAME "/") "x"))); \
  CHECK_ERRNO(NOENT, CALL(DIR, S("missing/file")));         \
  CHECK_ERRNO(NOENT, CALL(DIR, S("")));                     \
  CHECK_ERRNO(NOTCAPABLE, CALL(DIR, S("../file")));         \
  CHECK_ERRNO(NOTCAPABLE, CALL(DIR, S("dir/../../file")));  \
  CHECK_ERRNO(NOTCAPABLE, CALL(DIR, S("/file")));           \
  CHECK_ERRNO(NOTCAPABLE, CALL(DIR, S("out/file")));        \
  CHECK_ERRNO(NOTCAPABLE, CALL(DIR, S("absolute/file")));   \
  CHECK_ERRNO(NOTCAPABLE, CALL(dir_without(RIGHT(right)), S("file"))); \
  CHECK_ERRNO(NOTDIR, CALL(DIR, S("file/below")))
