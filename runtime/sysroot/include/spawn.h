#ifndef PREOPEN_SPAWN_H
#define PREOPEN_SPAWN_H
#define __NEED_pid_t
#include <bits/alltypes.h>
#include <preopen/refuse.h>
PREOPEN_BEGIN
typedef struct { int __unused; } posix_spawnattr_t;
typedef struct { int __unused; } posix_spawn_file_actions_t;
int posix_spawn(pid_t *__restrict, const char *__restrict, const posix_spawn_file_actions_t *,
    const posix_spawnattr_t *__restrict, char *const[], char *const[]) PREOPEN_NO_EXEC;
int posix_spawnp(pid_t *__restrict, const char *__restrict, const posix_spawn_file_actions_t *,
    const posix_spawnattr_t *__restrict, char *const[], char *const[]) PREOPEN_NO_EXEC;
PREOPEN_END
#endif
