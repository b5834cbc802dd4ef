#include_next <ifaddrs.h>
#ifndef PREOPEN_IFADDRS_H
#define PREOPEN_IFADDRS_H
#include <preopen/refuse.h>
PREOPEN_BEGIN
int getifaddrs(struct ifaddrs **) PREOPEN_NO_DNS;
void freeifaddrs(struct ifaddrs *) PREOPEN_NO_DNS;
PREOPEN_END
#endif
