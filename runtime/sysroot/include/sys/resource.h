#include_next <sys/resource.h>
#if !defined(PREOPEN_SYS_RESOURCE_H) && defined(_WASI_EMULATED_PROCESS_CLOCKS)
#define PREOPEN_SYS_RESOURCE_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

typedef unsigned long long rlim_t;
struct rlimit {
    rlim_t rlim_cur;
    rlim_t rlim_max;
};
#define RLIM_INFINITY (~0ULL)
#define RLIMIT_CPU 0
#define RLIMIT_FSIZE 1
#define RLIMIT_DATA 2
#define RLIMIT_STACK 3
#define RLIMIT_CORE 4
#define RLIMIT_NOFILE 7
#define RLIMIT_AS 9

int getrlimit(int, struct rlimit *) PREOPEN_NO_RLIMIT;
int setrlimit(int, const struct rlimit *) PREOPEN_NO_RLIMIT;

PREOPEN_END
#endif
