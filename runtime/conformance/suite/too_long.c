// More arguments and environment than one call carries.
#include "check.h"

int main(void) {
  static uint8_t *pointers[8], bytes[4 << 20];
  __wasi_size_t count, size;
  section("arguments");
  CHECK_OK(__wasi_args_sizes_get(&count, &size));
  CHECK(count == 2 && size > 1 << 20);
  CHECK_ERRNO(2BIG, __wasi_args_get(pointers, bytes));
  section("environment");
  CHECK_OK(__wasi_environ_sizes_get(&count, &size));
  CHECK(count == 1 && size > 1 << 20);
  CHECK_ERRNO(2BIG, __wasi_environ_get(pointers, bytes));
  return check_status();
}
