/*
 * Starting another program of the project with some of this one's descriptors, and no more of their rights than are
 * named. An experiment of Preopen's: no other host has these calls.
 *
 * A program of the project is a file with a main() of its own, by its path and with or without its ending, or a .wasm
 * file. A child holds what it was handed and nothing else: no terminal, no folder, no environment. Numbers 0 to 2 stay empty
 * where nothing was handed for them. It ends with its parent.
 *
 * A call that fails returns -1 and sets errno.
 */
#ifndef PREOPEN_SPAWN_CHILD_H
#define PREOPEN_SPAWN_CHILD_H

#include <errno.h>
#include <preopen/uses.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* All rights that the descriptor has. */
enum { PREOPEN_ALL = 256 };

/* A descriptor to hand on. */
struct preopen_handed {
  /* Ours. */
  int from;
  /* Its number in the child. A folder with a name gets the next one from 3 on, where libc looks for folders. */
  int to;
  /* What the child knows a folder by, as "/data"; a null pointer for what is no folder. */
  const char *as;
  /* PREOPEN_READ, PREOPEN_WRITE and PREOPEN_CREATE, or PREOPEN_ALL. What we do not hold ourselves, the child does not get. */
  int uses;
};

#define PREOPEN_SPAWN_IMPORT(name) __attribute__((__import_module__("preopen:spawn"), __import_name__(name)))
PREOPEN_SPAWN_IMPORT("child_pipe") int __preopen_child_pipe(int *, int *);
PREOPEN_SPAWN_IMPORT("child_new") int __preopen_child_new(const char *, size_t, int *);
PREOPEN_SPAWN_IMPORT("child_arg") int __preopen_child_arg(int, const char *, size_t);
PREOPEN_SPAWN_IMPORT("child_hand") int __preopen_child_hand(int, int, int, const char *, size_t, uint64_t, uint64_t);
PREOPEN_SPAWN_IMPORT("child_start") int __preopen_child_start(int);
PREOPEN_SPAWN_IMPORT("child_wait") int __preopen_child_wait(int, int *);
PREOPEN_SPAWN_IMPORT("child_stop") int __preopen_child_stop(int);
#undef PREOPEN_SPAWN_IMPORT

static inline int __preopen_spawn_checked(int error) {
  if (error == 0) return 0;
  errno = error;
  return -1;
}

/* The rights of Preview 1 that each use stands for. */
static inline uint64_t __preopen_rights_of(int uses) {
  if (uses == PREOPEN_ALL) return UINT64_MAX;
  return (uses & PREOPEN_READ ? 0x824e026u : 0) | (uses & PREOPEN_WRITE ? 0x682064u : 0) |
         (uses & PREOPEN_CREATE ? 0x7031e00u : 0);
}

static inline int __preopen_spawn_given(int child, char *const argv[], const struct preopen_handed *handed, size_t count) {
  int error = 0;
  for (; argv && *argv && !error; argv++) error = __preopen_child_arg(child, *argv, strlen(*argv));
  for (size_t i = 0; i < count && !error; i++) {
    const struct preopen_handed *one = &handed[i];
    const char *as = one->as ? one->as : "";
    uint64_t rights = __preopen_rights_of(one->uses);
    error = __preopen_child_hand(one->from, child, one->as ? -1 : one->to, as, strlen(as), rights, rights);
  }
  return error ? error : __preopen_child_start(child);
}

/* Starts `program` with the arguments `argv`, which begin with its name and end with a null pointer. Returns its number. */
static inline int preopen_spawn(const char *program, char *const argv[], const struct preopen_handed *handed, size_t count) {
  int child, left, error = __preopen_child_new(program, strlen(program), &child);
  if (error) return __preopen_spawn_checked(error);
  error = __preopen_spawn_given(child, argv, handed, count);
  if (!error) return child;
  __preopen_child_wait(child, &left);
  return __preopen_spawn_checked(error);
}
/* Waits until it has ended. Returns its exit status: 134 where it trapped, 137 where it was stopped. */
static inline int preopen_wait(int child) {
  int status, error = __preopen_child_wait(child, &status);
  return error ? __preopen_spawn_checked(error) : status;
}
/* Ends it. It is still to be waited for. */
static inline int preopen_stop(int child) { return __preopen_spawn_checked(__preopen_child_stop(child)); }
/* A pipe: what is written to ends[1] is read from ends[0]. Readers see the end when all writing ends are closed. */
static inline int preopen_pipe(int ends[2]) { return __preopen_spawn_checked(__preopen_child_pipe(&ends[0], &ends[1])); }

#ifdef __cplusplus
}
#endif

#endif
