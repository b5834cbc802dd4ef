/* WASI has no users. These functions answer with one user, who is not root. */
#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ID 1000

static char name[] = "user";
static char nothing[] = "";
static char root[] = "/";

uid_t getuid(void) { return ID; }
uid_t geteuid(void) { return ID; }
gid_t getgid(void) { return ID; }
gid_t getegid(void) { return ID; }

static int become(unsigned id)
{
    if (id == ID)
        return 0;
    errno = EPERM;
    return -1;
}

int setuid(uid_t id) { return become(id); }
int seteuid(uid_t id) { return become(id); }
int setgid(gid_t id) { return become(id); }
int setegid(gid_t id) { return become(id); }

int getgroups(int size, gid_t groups[])
{
    if (size > 0)
        groups[0] = ID;
    return 1;
}

char *getlogin(void) { return name; }

int getlogin_r(char *buffer, size_t size)
{
    if (size < sizeof name)
        return ERANGE;
    memcpy(buffer, name, sizeof name);
    return 0;
}

struct passwd *getpwuid(uid_t id)
{
    static struct passwd user;
    if (id != ID)
        return NULL;
    char *home = getenv("HOME");
    user.pw_name = name;
    user.pw_passwd = nothing;
    user.pw_uid = ID;
    user.pw_gid = ID;
    user.pw_gecos = name;
    user.pw_dir = home != NULL ? home : root;
    user.pw_shell = nothing;
    return &user;
}

struct passwd *getpwnam(const char *wanted)
{
    return strcmp(wanted, name) == 0 ? getpwuid(ID) : NULL;
}

struct group *getgrgid(gid_t id)
{
    static char *members[] = { name, NULL };
    static struct group group = { name, nothing, ID, members };
    return id == ID ? &group : NULL;
}

struct group *getgrnam(const char *wanted)
{
    return strcmp(wanted, name) == 0 ? getgrgid(ID) : NULL;
}
