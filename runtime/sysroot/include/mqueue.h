#include_next <mqueue.h>
#ifndef PREOPEN_MQUEUE_H
#define PREOPEN_MQUEUE_H
#include <preopen/refuse.h>
PREOPEN_BEGIN
mqd_t mq_open(const char *, int, ...) PREOPEN_NO_SHARING;
PREOPEN_END
#endif
