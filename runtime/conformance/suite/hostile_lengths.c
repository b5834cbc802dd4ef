// Arguments that are wrong in ways which must be answered, not trapped: huge, overlapping, invalid.
#include <stdlib.h>
#include "check.h"

static char memory[4096];

// Buffers that share bytes with each other, with their iovecs, and with the result.
static void overlapping(void) {
  static union {
    __wasi_iovec_t iovs[8];
    __wasi_size_t count;
  } u;
  __wasi_fd_t fd = create("overlap");
  __wasi_size_t count;
  section("many iovecs over the same bytes");
  for (int i = 0; i < 8; i++) u.iovs[i] = into(memory, 512);
  memset(memory, 'x', sizeof memory);
  CHECK_OK(__wasi_fd_write(fd, (__wasi_ciovec_t *)u.iovs, 8, &count));
  CHECK(count == 4096);
  CHECK_OK(__wasi_fd_pread(fd, u.iovs, 8, 0, &count));
  CHECK(count == 4096 && memory[511] == 'x');

  section("the result lies in the first iovec");
  CHECK_OK(__wasi_fd_pread(fd, u.iovs, 1, 0, &u.count));
  CHECK(u.count == 512);

  section("what is read lies over the iovecs that say where it goes");
  for (int i = 0; i < 8; i++) u.iovs[i] = into(memory + i, 1);
  u.iovs[0] = into(&u.iovs[1], 8);
  CHECK_OK(__wasi_fd_seek(fd, 0, __WASI_WHENCE_SET, &(__wasi_filesize_t){0}));
  int answer = __wasi_fd_read(fd, u.iovs, 8, &count);
  CHECK(answer == 0 || answer == __WASI_ERRNO_INVAL);

  section("the result lies in the buffer that was read into");
  struct {
    char bytes[8];
  } room __attribute__((aligned(4)));
  __wasi_iovec_t into_room = into(&room, 8);
  CHECK_OK(__wasi_fd_pread(fd, &into_room, 1, 0, (__wasi_size_t *)&room));
  CHECK(*(__wasi_size_t *)&room == 8 && room.bytes[4] == 'x');
}

// Together they are more than 4 GiB, though each lies in memory.
static void summing(void) {
  enum { EACH = 2 << 20, COUNT = 2100 };
  static __wasi_iovec_t iovs[COUNT];
  static __wasi_ciovec_t out[COUNT];
  char *bytes = malloc(EACH);
  for (int i = 0; i < COUNT; i++) iovs[i] = into(bytes, EACH);
  for (int i = 0; i < COUNT; i++) out[i] = (__wasi_ciovec_t){(uint8_t *)bytes, EACH};
  __wasi_size_t count;
  section("iovecs of more than 4 GiB");
  CHECK_OK(__wasi_fd_read(open_file("file"), iovs, COUNT, &count));
  CHECK(count == 5);
  __wasi_fd_t small = open_with(SMALL, "sum", __WASI_OFLAGS_CREAT, FILE_RIGHTS);
  CHECK_ERRNO(NOSPC, __wasi_fd_write(small, out, COUNT, &count));
  CHECK_ERRNO(FBIG, __wasi_fd_pwrite(create("sum"), out, COUNT, 0x7ffffff0, &count));
  __wasi_filestat_t stat;
  CHECK_OK(__wasi_fd_filestat_get(small, &stat));
  CHECK(stat.size == 0);
}

static void offsets(void) {
  __wasi_fd_t fd = create("offsets");
  __wasi_filesize_t offset;
  __wasi_size_t count;
  __wasi_ciovec_t words = out_of("words");
  __wasi_iovec_t room = into(memory, sizeof memory);
  section("offsets and sizes at the edges");
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, -1, __WASI_WHENCE_SET, &offset));
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, INT64_MIN, __WASI_WHENCE_END, &offset));
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, INT64_MAX, __WASI_WHENCE_SET, &offset));
  CHECK_OK(__wasi_fd_seek(fd, (1ll << 53) - 1, __WASI_WHENCE_SET, &offset));
  CHECK(offset == (1ull << 53) - 1);
  CHECK_ERRNO(INVAL, __wasi_fd_seek(fd, 1, __WASI_WHENCE_CUR, &offset));
  CHECK_ERRNO(FBIG, __wasi_fd_write(fd, &words, 1, &count));
  CHECK_OK(__wasi_fd_read(fd, &room, 1, &count));
  CHECK(count == 0);
  for (int bit = 32; bit < 63; bit++) {
    CHECK_ERRNO(FBIG, __wasi_fd_filestat_set_size(fd, 1ull << bit));
    CHECK_ERRNO(FBIG, __wasi_fd_allocate(fd, 1ull << bit, 1));
    CHECK_ERRNO(FBIG, __wasi_fd_allocate(fd, 0, 1ull << bit));
    CHECK_ERRNO(FBIG, __wasi_fd_pwrite(fd, &words, 1, 1ull << bit, &count));
    CHECK_OK(__wasi_fd_pread(fd, &room, 1, 1ull << bit, &count));
  }
  CHECK_ERRNO(INVAL, __wasi_fd_filestat_set_size(fd, 1ull << 63));
  CHECK_ERRNO(INVAL, __wasi_fd_allocate(fd, 1ull << 63, 1));
  CHECK_ERRNO(INVAL, __wasi_fd_allocate(fd, 0, 1ull << 63));
  CHECK_ERRNO(INVAL, __wasi_fd_pwrite(fd, &words, 1, 1ull << 63, &count));
  CHECK_ERRNO(INVAL, __wasi_fd_pread(fd, &room, 1, 1ull << 63, &count));
  CHECK_ERRNO(INVAL, __wasi_fd_pwrite(fd, &words, 1, UINT64_MAX - 2, &count));
  section("times at the edges");
  __wasi_filestat_t stat;
  CHECK_OK(__wasi_fd_filestat_set_times(fd, UINT64_MAX, 1ull << 63, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
  CHECK_OK(__wasi_fd_filestat_get(fd, &stat));
  CHECK(stat.atim == UINT64_MAX && stat.mtim == 1ull << 63);
}

static void names(void) {
  static char path[1 << 21];
  static const char *const BAD[] = {"\xff", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80", "\xf0\x9f\x98"};
  section("names that are not UTF-8");
  for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) CHECK_ERRNO(ILSEQ, raw_path_create_directory(DIR, BAD[i], strlen(BAD[i])));
  CHECK_OK(raw_path_create_directory(DIR, S("\xf0\x9f\x98\x80")));
  CHECK_OK(raw_path_create_directory(DIR, S("\xef\xbb\xbf" "bom")));
  CHECK_ERRNO(NOENT, raw_path_remove_directory(DIR, S("bom")));
  CHECK_OK(raw_path_create_directory(DIR, S("__proto__")));
  CHECK_OK(raw_path_create_directory(DIR, S("constructor")));
  CHECK_ERRNO(NOENT, raw_path_remove_directory(DIR, S("toString")));

  section("paths that are longer than a call carries");
  memset(path, 'a', sizeof path);
  CHECK_ERRNO(NAMETOOLONG, raw_path_create_directory(DIR, path, sizeof path));
  CHECK_ERRNO(NAMETOOLONG, raw_path_rename(DIR, path, sizeof path, DIR, path, sizeof path));
  CHECK_ERRNO(NAMETOOLONG, raw_path_symlink(path, sizeof path, DIR, path, sizeof path));
  for (size_t i = 0; i < sizeof path; i++) path[i] = "./"[i & 1];
  CHECK_ERRNO(NAMETOOLONG, raw_path_create_directory(DIR, path, sizeof path));
  for (size_t i = 0; i + 1 < sizeof path; i += 2) memcpy(path + i, "\xc3\xa9", 2);
  CHECK_ERRNO(NAMETOOLONG, raw_path_create_directory(DIR, path, sizeof path));
}

int main(void) {
  overlapping();
  summing();
  offsets();
  names();
  return check_status();
}
