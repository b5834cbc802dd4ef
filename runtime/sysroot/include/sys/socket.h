#include_next <sys/socket.h>
#ifndef PREOPEN_SYS_SOCKET_H
#define PREOPEN_SYS_SOCKET_H
#include <preopen/refuse.h>

PREOPEN_BEGIN

/* accept, recv, send and shutdown exist, for a socket that the host has handed over. */
#ifndef SO_REUSEADDR
#define SO_REUSEADDR 2
#define SO_BROADCAST 6
#define SO_KEEPALIVE 9
#define SO_RCVTIMEO 66
#define SO_SNDTIMEO 67
#endif
#ifndef SOMAXCONN
#define SOMAXCONN 128
#endif
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0x4000
#define MSG_DONTWAIT 0x0040
#endif
#ifndef PF_UNIX
#define PF_UNIX AF_UNIX
#define PF_LOCAL AF_UNIX
#define AF_LOCAL AF_UNIX
#endif

int socket(int, int, int) PREOPEN_NO_SOCKET;
int socketpair(int, int, int, int[2]) PREOPEN_NO_SOCKET;
int bind(int, const struct sockaddr *, socklen_t) PREOPEN_NO_SOCKET;
int connect(int, const struct sockaddr *, socklen_t) PREOPEN_NO_SOCKET;
int listen(int, int) PREOPEN_NO_SOCKET;
int setsockopt(int, int, int, const void *, socklen_t) PREOPEN_NO_SOCKET;
int getsockname(int, struct sockaddr *__restrict, socklen_t *__restrict) PREOPEN_NO_SOCKET;
int getpeername(int, struct sockaddr *__restrict, socklen_t *__restrict) PREOPEN_NO_SOCKET;
ssize_t sendto(int, const void *, size_t, int, const struct sockaddr *, socklen_t) PREOPEN_NO_SOCKET;
ssize_t recvfrom(int, void *__restrict, size_t, int, struct sockaddr *__restrict,
    socklen_t *__restrict) PREOPEN_NO_SOCKET;
ssize_t sendmsg(int, const struct msghdr *, int) PREOPEN_NO_SOCKET;
ssize_t recvmsg(int, struct msghdr *, int) PREOPEN_NO_SOCKET;

PREOPEN_END
#endif
