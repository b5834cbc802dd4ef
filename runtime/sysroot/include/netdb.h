#ifndef PREOPEN_NETDB_H
#define PREOPEN_NETDB_H
#include <netinet/in.h>
#include <sys/socket.h>
#include <preopen/refuse.h>

struct hostent {
    char *h_name;
    char **h_aliases;
    int h_addrtype;
    int h_length;
    char **h_addr_list;
};
#define h_addr h_addr_list[0]

struct addrinfo {
    int ai_flags;
    int ai_family;
    int ai_socktype;
    int ai_protocol;
    socklen_t ai_addrlen;
    struct sockaddr *ai_addr;
    char *ai_canonname;
    struct addrinfo *ai_next;
};
#define AI_PASSIVE 1
#define AI_CANONNAME 2
#define NI_NUMERICHOST 1
#define NI_MAXHOST 255

PREOPEN_BEGIN
struct hostent *gethostbyname(const char *) PREOPEN_NO_DNS;
struct hostent *gethostbyaddr(const void *, socklen_t, int) PREOPEN_NO_DNS;
int getaddrinfo(const char *__restrict, const char *__restrict,
    const struct addrinfo *__restrict, struct addrinfo **__restrict) PREOPEN_NO_DNS;
void freeaddrinfo(struct addrinfo *) PREOPEN_NO_DNS;
const char *gai_strerror(int) PREOPEN_NO_DNS;
int getnameinfo(const struct sockaddr *__restrict, socklen_t, char *__restrict, socklen_t,
    char *__restrict, socklen_t, int) PREOPEN_NO_DNS;
PREOPEN_END
#endif
