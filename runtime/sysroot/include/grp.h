#ifndef PREOPEN_GRP_H
#define PREOPEN_GRP_H
#define __NEED_gid_t
#include <bits/alltypes.h>

#ifdef __cplusplus
extern "C" {
#endif

struct group {
    char *gr_name;
    char *gr_passwd;
    gid_t gr_gid;
    char **gr_mem;
};

/* The one group there is, or NULL (src/user.c). */
struct group *getgrgid(gid_t);
struct group *getgrnam(const char *);

#ifdef __cplusplus
}
#endif
#endif
