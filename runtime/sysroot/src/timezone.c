/* WASI has no time zone: local time is UTC. The CPU clock is preview 1's clock 2. */
#define _GNU_SOURCE
#include <time.h>
#include <wasi/api.h>

static char utc[] = "UTC";
char *tzname[2] = { utc, utc };
int daylight = 0;
long timezone = 0;

void tzset(void) {}

struct __clockid {
    __wasi_clockid_t id;
};
const struct __clockid __preopen_cputime = { 2 };
