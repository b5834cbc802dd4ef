// poll_oneoff: clocks, descriptors, and what each event says of its own failure.
#include "check.h"

static __wasi_subscription_t clock_in(__wasi_userdata_t userdata, __wasi_clockid_t id, __wasi_timestamp_t timeout, int flags) {
  __wasi_subscription_t sub = {.userdata = userdata, .u.tag = __WASI_EVENTTYPE_CLOCK};
  sub.u.u.clock = (__wasi_subscription_clock_t){.id = id, .timeout = timeout, .flags = flags};
  return sub;
}

static __wasi_subscription_t ready(__wasi_userdata_t userdata, int type, __wasi_fd_t fd) {
  __wasi_subscription_t sub = {.userdata = userdata, .u.tag = type};
  sub.u.u.fd_read.file_descriptor = fd;
  return sub;
}

int main(void) {
  __wasi_event_t events[4];
  __wasi_subscription_t subs[4];
  __wasi_size_t count = 99;
  __wasi_timestamp_t before, after;

  section("nothing to wait for");
  CHECK_ERRNO(INVAL, __wasi_poll_oneoff(subs, events, 0, &count));

  section("clocks");
  CHECK_OK(__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 0, &before));
  subs[0] = clock_in(7, __WASI_CLOCKID_MONOTONIC, 20000000, 0);
  CHECK_OK(__wasi_poll_oneoff(subs, events, 1, &count));
  CHECK_OK(__wasi_clock_time_get(__WASI_CLOCKID_MONOTONIC, 0, &after));
  CHECK(count == 1 && events[0].userdata == 7 && events[0].error == 0 && events[0].type == __WASI_EVENTTYPE_CLOCK);
  CHECK(after - before >= 19000000);
  subs[0] = clock_in(8, __WASI_CLOCKID_MONOTONIC, after + 5000000, 1);
  subs[1] = clock_in(9, __WASI_CLOCKID_MONOTONIC, 60000000000, 0);
  CHECK_OK(__wasi_poll_oneoff(subs, events, 2, &count));
  CHECK(count == 1 && events[0].userdata == 8);
  subs[0] = clock_in(10, __WASI_CLOCKID_REALTIME, 1, 1);
  CHECK_OK(__wasi_poll_oneoff(subs, events, 1, &count));
  CHECK(count == 1 && events[0].userdata == 10);

  section("descriptors");
  __wasi_fd_t fd = open_file("file");
  subs[0] = ready(1, __WASI_EVENTTYPE_FD_READ, fd);
  subs[1] = ready(2, __WASI_EVENTTYPE_FD_WRITE, STDOUT);
  subs[2] = ready(3, __WASI_EVENTTYPE_FD_READ, STDIN);
  subs[3] = clock_in(4, __WASI_CLOCKID_MONOTONIC, 60000000000, 0);
  CHECK_OK(__wasi_poll_oneoff(subs, events, 4, &count));
  CHECK(count == 3);
  CHECK(events[0].userdata == 1 && events[0].error == 0 && events[0].fd_readwrite.nbytes == 5);
  CHECK(events[1].userdata == 2 && events[1].error == 0 && events[1].fd_readwrite.nbytes > 0);
  CHECK(events[2].userdata == 3 && events[2].error == 0 && events[2].fd_readwrite.nbytes == 5);

  section("failures are events");
  subs[0] = ready(1, __WASI_EVENTTYPE_FD_READ, NOBODY);
  subs[1] = ready(2, __WASI_EVENTTYPE_FD_READ, file_without(RIGHT(POLL_FD_READWRITE)));
  CHECK_OK(__wasi_poll_oneoff(subs, events, 2, &count));
  CHECK(count == 2);
  CHECK(events[0].error == __WASI_ERRNO_BADF && events[0].userdata == 1);
  CHECK(events[1].error == __WASI_ERRNO_NOTCAPABLE && events[1].userdata == 2);

  section("what is no subscription is refused as a whole");
  subs[1] = clock_in(3, 77, 0, 0);
  CHECK_ERRNO(INVAL, __wasi_poll_oneoff(subs, events, 2, &count));
  subs[1] = ready(4, 9, 0);
  CHECK_ERRNO(INVAL, __wasi_poll_oneoff(subs, events, 2, &count));
  return check_status();
}
