#include_next <malloc.h>
#ifndef PREOPEN_MALLOC_H
#define PREOPEN_MALLOC_H
#ifdef __cplusplus
extern "C" {
#endif
void *memalign(size_t, size_t);
void *valloc(size_t);
#ifdef __cplusplus
}
#endif
#endif
