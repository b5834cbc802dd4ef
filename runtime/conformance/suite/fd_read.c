// fd_read, fd_pread, fd_write, fd_pwrite: the four that move bytes, on a host that enforces every right.
#include "check.h"

static void reading(void) {
  char a[4] = {0}, b[8] = {0};
  __wasi_iovec_t two[] = {into(a, 2), into(b, 8)};
  __wasi_size_t count = 99;
  __wasi_fd_t fd = open_file("file");
  section("fd_read");
  CHECK_OK(__wasi_fd_read(fd, two, 2, &count));
  CHECK(count == 5 && memcmp(a, "he", 2) == 0 && memcmp(b, "llo", 3) == 0);
  CHECK_OK(__wasi_fd_read(fd, two, 2, &count));
  CHECK(count == 0);
  CHECK_OK(__wasi_fd_read(fd, two, 0, &count));
  CHECK(count == 0);
  CHECK_OK(__wasi_fd_read(STDIN, two, 2, &count));
  CHECK(count == 5 && memcmp(a, "ty", 2) == 0 && memcmp(b, "ped", 3) == 0);
  CHECK_ERRNO(BADF, __wasi_fd_read(NOBODY, two, 2, &count));
  CHECK_ERRNO(BADF, __wasi_fd_read(-1, two, 2, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_read(file_without(RIGHT(FD_READ)), two, 2, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_read(STDOUT, two, 2, &count));
  CHECK_ERRNO(ISDIR, __wasi_fd_read(open_dir("dir"), two, 2, &count));
  CHECK_ERRNO(ISDIR, __wasi_fd_read(DIR, two, 2, &count));

  section("fd_pread");
  CHECK_OK(__wasi_fd_pread(fd, two, 2, 1, &count));
  CHECK(count == 4 && memcmp(a, "el", 2) == 0 && memcmp(b, "lo", 2) == 0);
  CHECK_OK(__wasi_fd_pread(fd, two, 2, 5, &count));
  CHECK(count == 0);
  CHECK_OK(__wasi_fd_pread(fd, two, 2, INT64_MAX, &count));
  CHECK(count == 0);
  CHECK_ERRNO(INVAL, __wasi_fd_pread(fd, two, 2, 1ull << 63, &count));
  __wasi_filesize_t offset;
  CHECK_OK(__wasi_fd_tell(fd, &offset));
  CHECK(offset == 5);
  CHECK_ERRNO(BADF, __wasi_fd_pread(NOBODY, two, 2, 0, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_pread(file_without(RIGHT(FD_READ)), two, 2, 0, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_pread(file_without(RIGHT(FD_SEEK)), two, 2, 0, &count));
  CHECK_ERRNO(SPIPE, __wasi_fd_pread(STDIN, two, 2, 0, &count));
  CHECK_ERRNO(ISDIR, __wasi_fd_pread(DIR, two, 2, 0, &count));
}

static void writing(void) {
  char back[16] = {0};
  __wasi_ciovec_t two[] = {out_of("wr"), out_of("itten")};
  __wasi_iovec_t room = into(back, sizeof back);
  __wasi_ciovec_t large = {(const uint8_t *)0, 2000};
  __wasi_size_t count = 99;
  __wasi_fd_t fd = create("written");
  section("fd_write");
  CHECK_OK(__wasi_fd_write(fd, two, 2, &count));
  CHECK(count == 7);
  CHECK_OK(__wasi_fd_write(fd, two, 0, &count));
  CHECK(count == 0);
  CHECK_OK(__wasi_fd_pread(fd, &room, 1, 0, &count));
  CHECK(count == 7 && strcmp(back, "written") == 0);
  CHECK_ERRNO(BADF, __wasi_fd_write(NOBODY, two, 2, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_write(file_without(RIGHT(FD_WRITE)), two, 2, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_write(STDIN, two, 2, &count));
  CHECK_ERRNO(ISDIR, __wasi_fd_write(DIR, two, 2, &count));
  __wasi_fd_t small = open_with(SMALL, "full", __WASI_OFLAGS_CREAT, FILE_RIGHTS);
  CHECK_ERRNO(NOSPC, __wasi_fd_write(small, &large, 1, &count));
  CHECK_OK(__wasi_fd_write(small, two, 2, &count));
  __wasi_filesize_t offset;
  CHECK_OK(__wasi_fd_seek(fd, 1ll << 40, __WASI_WHENCE_SET, &offset));
  CHECK_ERRNO(FBIG, __wasi_fd_write(fd, two, 2, &count));

  section("fd_write appends");
  __wasi_fd_t appending;
  CHECK_OK(__wasi_path_open(DIR, 0, "written", 0, FILE_RIGHTS, 0, __WASI_FDFLAGS_APPEND, &appending));
  CHECK_OK(__wasi_fd_seek(appending, 2, __WASI_WHENCE_SET, &offset));
  CHECK_OK(__wasi_fd_write(appending, two, 1, &count));
  CHECK_OK(__wasi_fd_tell(appending, &offset));
  CHECK(offset == 9);
  CHECK_OK(__wasi_fd_pread(fd, &room, 1, 0, &count));
  CHECK(count == 9 && memcmp(back, "writtenwr", 9) == 0);

  section("fd_pwrite");
  CHECK_OK(__wasi_fd_pwrite(fd, two, 2, 12, &count));
  CHECK(count == 7);
  CHECK_OK(__wasi_fd_pread(fd, &room, 1, 7, &count));
  CHECK(count == 12 && memcmp(back, "wr\0\0\0written", 12) == 0);
  CHECK_ERRNO(BADF, __wasi_fd_pwrite(NOBODY, two, 2, 0, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_pwrite(file_without(RIGHT(FD_WRITE)), two, 2, 0, &count));
  CHECK_ERRNO(NOTCAPABLE, __wasi_fd_pwrite(file_without(RIGHT(FD_SEEK)), two, 2, 0, &count));
  CHECK_ERRNO(ISDIR, __wasi_fd_pwrite(DIR, two, 2, 0, &count));
  CHECK_ERRNO(FBIG, __wasi_fd_pwrite(fd, two, 2, 1ull << 31, &count));
  CHECK_ERRNO(FBIG, __wasi_fd_pwrite(fd, two, 2, INT64_MAX, &count));
  CHECK_ERRNO(INVAL, __wasi_fd_pwrite(fd, two, 2, UINT64_MAX, &count));
  CHECK_ERRNO(NOSPC, __wasi_fd_pwrite(small, two, 2, 5000, &count));
}

int main(void) {
  reading();
  writing();
  return check_status();
}
