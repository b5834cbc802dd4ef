#include_next <sys/mman.h>
#if !defined(PREOPEN_SYS_MMAN_H) && defined(_WASI_EMULATED_MMAN)
#define PREOPEN_SYS_MMAN_H
#include <preopen/refuse.h>

PREOPEN_BEGIN
int msync(void *, size_t, int) PREOPEN_NO_MSYNC;
int shm_open(const char *, int, mode_t) PREOPEN_NO_SHARING;
int shm_unlink(const char *) PREOPEN_NO_SHARING;
PREOPEN_END
#endif
