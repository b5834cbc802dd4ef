// Arguments, environment, clocks, randomness, yielding, and the signals that do not end a process.
#include "check.h"

static void strings(void) {
  __wasi_size_t count, size;
  uint8_t *pointers[4], bytes[64];
  section("arguments");
  CHECK_OK(__wasi_args_sizes_get(&count, &size));
  CHECK(count == 3 && size == sizeof "process" + sizeof "" + sizeof "two words");
  CHECK_OK(__wasi_args_get(pointers, bytes));
  CHECK(strcmp((char *)pointers[0], "process") == 0 && *pointers[1] == 0 && strcmp((char *)pointers[2], "two words") == 0);
  section("environment");
  CHECK_OK(__wasi_environ_sizes_get(&count, &size));
  CHECK(count == 2 && size == sizeof "NAME=value" + sizeof "EMPTY=");
  CHECK_OK(__wasi_environ_get(pointers, bytes));
  CHECK(strcmp((char *)pointers[0], "NAME=value") == 0 && strcmp((char *)pointers[1], "EMPTY=") == 0);
}

static void clocks(void) {
  __wasi_timestamp_t time, later, resolution;
  section("clocks");
  for (int id = 0; id <= 3; id++) {
    CHECK_OK(__wasi_clock_res_get(id, &resolution));
    CHECK(resolution > 0 && resolution <= 1000000000);
    CHECK_OK(__wasi_clock_time_get(id, 0, &time));
    CHECK_OK(__wasi_clock_time_get(id, 1000, &later));
    CHECK(later >= time);
  }
  CHECK_OK(__wasi_clock_time_get(__WASI_CLOCKID_REALTIME, 0, &time));
  CHECK(time > 1600000000000000000);
  CHECK_ERRNO(INVAL, __wasi_clock_res_get(4, &resolution));
  CHECK_ERRNO(INVAL, __wasi_clock_time_get(4, 0, &time));
  CHECK_ERRNO(INVAL, __wasi_clock_time_get(-1, 0, &time));
}

static void others(void) {
  static uint8_t bytes[100000];
  section("random_get");
  CHECK_OK(__wasi_random_get(bytes, sizeof bytes));
  int zeros = 0;
  for (size_t i = 0; i < sizeof bytes; i++) zeros += bytes[i] == 0;
  CHECK(zeros < 1000);
  CHECK_OK(__wasi_random_get(bytes, 0));
  section("sched_yield");
  CHECK_OK(__wasi_sched_yield());
}

// The header does not declare it, because libc has no use for it.
RAW(proc_raise)(int signal);

int main(void) {
  strings();
  clocks();
  others();
  section("proc_raise");
  CHECK_OK(raw_proc_raise(0));
  CHECK_OK(raw_proc_raise(16));
  CHECK_ERRNO(NOTSUP, raw_proc_raise(18));
  CHECK_ERRNO(INVAL, raw_proc_raise(31));
  CHECK_ERRNO(INVAL, raw_proc_raise(-1));
  return check_status();
}
