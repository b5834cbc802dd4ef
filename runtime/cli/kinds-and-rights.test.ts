import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { bootC } from '../testing/c-fixture.ts';
import { NodeToolchain } from './node-toolchain.ts';

const toolchain = NodeToolchain.load();

const KINDS = String.raw`
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void) {
  char b[8];
  int f = open("f", O_CREAT | O_RDWR, 0666), d = open(".", O_RDONLY | O_DIRECTORY);
  errno = 0; DIR *p = fdopendir(f); if (p) readdir(p); printf("%d ", errno == ENOTDIR);
  errno = 0; int g = openat(f, "x", O_CREAT | O_RDWR, 0666); printf("%d ", g < 0 && errno == ENOTDIR);
  errno = 0; printf("%d ", read(d, b, 8) < 0 && errno == EISDIR);
  errno = 0; printf("%d ", write(d, b, 8) < 0 && errno == EISDIR);
  errno = 0; printf("%d ", pread(d, b, 8, 0) < 0 && errno == EISDIR);
  errno = 0; printf("%d ", lseek(1, 0, SEEK_END) < 0 && errno == ESPIPE);
  errno = 0; printf("%d\n", pread(0, b, 8, 0) < 0 && errno == ESPIPE);
}`;

const RAW = String.raw`
#include <stdio.h>
#include <wasi/api.h>
int main(void) {
  __wasi_fd_t d, f;
  int e = __wasi_path_open(3, 0, ".", __WASI_OFLAGS_DIRECTORY, 0, 0, 0, &d);
  printf("open %d mkdir %d\n", e, e ? -1 : __wasi_path_create_directory(d, "n"));
  e = __wasi_path_open(3, 0, "f", __WASI_OFLAGS_CREAT, __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_WRITE, 0, 0, &f);
  printf("open %d set_size %d\n", e, e ? -1 : __wasi_fd_filestat_set_size(f, 100));
}`;

const LINKS = String.raw`
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
int main(void) {
  struct stat s;
  int fd = open("a", O_CREAT | O_RDWR, 0666);
  fstat(fd, &s); printf("%d ", (int)s.st_nlink);
  stat(".", &s); printf("%d ", s.st_nlink >= 1);
  mkdir("d", 0777); stat("d", &s); printf("%d ", s.st_nlink >= 1);
  link("a", "b"); stat("b", &s); printf("%d ", (int)s.st_nlink);
  unlink("a"); unlink("b"); fstat(fd, &s); printf("%d ", (int)s.st_nlink);
  printf("%d\n", fstat(1, &s));
}`;

it('stat counts at least one link where a name exists', async () => {
  const { stdout } = await bootC(toolchain, { 'main.c': LINKS }).run();
  expect(stdout).toBe('1 1 1 2 0 0\n');
}, 60_000);

it('C hears of the kind of a descriptor before it hears of rights', async () => {
  const { stdout } = await bootC(toolchain, { 'main.c': KINDS }).run();
  expect(stdout).toBe('1 1 1 1 1 1 1\n');
}, 60_000);

it('opened with few rights, strict keeps to them and modern does as current hosts do', async () => {
  const c = bootC(toolchain, { 'main.c': RAW });
  const strict = await c.run();
  const modern = await c.run({ policy: { ...DEFAULT_POLICY, personality: 'modern' } });
  expect([strict.stdout, modern.stdout]).toEqual([
    'open 0 mkdir 76\nopen 0 set_size 76\n',
    'open 0 mkdir 0\nopen 0 set_size 0\n',
  ]);
}, 60_000);
