/*
 * Descriptors as references: values that a program can hold, pass on and keep in a table, and can neither make from a
 * number nor look into. An experiment of Preopen's: no other host has these calls.
 *
 * A call that fails returns -1 or a null reference, and sets errno.
 */
#ifndef PREOPEN_REF_H
#define PREOPEN_REF_H

#include <errno.h>
#include <preopen/uses.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef __externref_t preopen_ref;

/* How a reference is opened, besides what <preopen/uses.h> has. */
enum {
  PREOPEN_TRUNCATE = 8,
  PREOPEN_EXCLUSIVE = 16,
  PREOPEN_APPEND = 32,
  PREOPEN_FOLDER = 64
};

/* Of preopen_stat. */
enum { PREOPEN_TYPE_FOLDER = 3, PREOPEN_TYPE_FILE = 4 };
struct preopen_stat {
  uint64_t device, number;
  uint8_t type;
  uint64_t links, size;
  /* Nanoseconds since 1970. */
  uint64_t accessed, modified, changed;
};

#define PREOPEN_REF_IMPORT(name) __attribute__((__import_module__("preopen:ref"), __import_name__(name)))
PREOPEN_REF_IMPORT("folder") preopen_ref __preopen_ref_folder(int);
PREOPEN_REF_IMPORT("name") int __preopen_ref_name(preopen_ref, char *, size_t);
PREOPEN_REF_IMPORT("open_at") preopen_ref __preopen_ref_open_at(preopen_ref, const char *, size_t, int);
PREOPEN_REF_IMPORT("read") int __preopen_ref_read(preopen_ref, void *, size_t);
PREOPEN_REF_IMPORT("write") int __preopen_ref_write(preopen_ref, const void *, size_t);
PREOPEN_REF_IMPORT("stat") int __preopen_ref_stat(preopen_ref, struct preopen_stat *);
PREOPEN_REF_IMPORT("list") int __preopen_ref_list(preopen_ref, char *, size_t);
PREOPEN_REF_IMPORT("narrow") preopen_ref __preopen_ref_narrow(preopen_ref, int);
PREOPEN_REF_IMPORT("drop") int __preopen_ref_drop(preopen_ref);
PREOPEN_REF_IMPORT("error") int __preopen_ref_error(void);
#undef PREOPEN_REF_IMPORT

static inline int __preopen_ref_checked(int result) {
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

/* Ends the name that a call has put into a buffer; it is cut where the buffer is too small. */
static inline int __preopen_ref_text(int length, char *buffer, size_t room) {
  if (length >= 0 && room > 0) buffer[(size_t)length < room ? (size_t)length : room - 1] = 0;
  return __preopen_ref_checked(length);
}

/* Whether a call returned no reference. */
static inline int preopen_is_null(preopen_ref ref) { return __builtin_wasm_ref_is_null_extern(ref); }

/* A call that returned null left its reason with the machine. */
#define PREOPEN_REF_OR_ERRNO(call) \
  preopen_ref ref = call; \
  if (preopen_is_null(ref)) errno = __preopen_ref_error(); \
  return ref

/* The granted folder with this number, counted from 0. */
static inline preopen_ref preopen_folder(int index) { PREOPEN_REF_OR_ERRNO(__preopen_ref_folder(index)); }
/* The name that it was granted under, into `buffer`; returns the length of the name. */
static inline int preopen_name(preopen_ref ref, char *buffer, size_t room) {
  return __preopen_ref_text(__preopen_ref_name(ref, buffer, room), buffer, room);
}
/* Opens what lies beneath a folder, for what `how` says: PREOPEN_READ, PREOPEN_WRITE | PREOPEN_CREATE, PREOPEN_FOLDER… */
static inline preopen_ref preopen_open_at(preopen_ref folder, const char *path, int how) {
  PREOPEN_REF_OR_ERRNO(__preopen_ref_open_at(folder, path, strlen(path), how));
}
/* Both return how many bytes were moved, which may be fewer; 0 is the end of a file. */
static inline int preopen_read(preopen_ref ref, void *to, size_t bytes) {
  return __preopen_ref_checked(__preopen_ref_read(ref, to, bytes));
}
static inline int preopen_write(preopen_ref ref, const void *from, size_t bytes) {
  return __preopen_ref_checked(__preopen_ref_write(ref, from, bytes));
}
static inline int preopen_stat(preopen_ref ref, struct preopen_stat *to) {
  return __preopen_ref_checked(__preopen_ref_stat(ref, to));
}
/* The next name in a folder, into `buffer`; 0 after the last one, and then they begin again. */
static inline int preopen_list(preopen_ref folder, char *buffer, size_t room) {
  return __preopen_ref_text(__preopen_ref_list(folder, buffer, room), buffer, room);
}
/* A second reference to a folder, which can do no more than PREOPEN_READ, PREOPEN_WRITE and PREOPEN_CREATE in `uses` say. */
static inline preopen_ref preopen_narrow(preopen_ref folder, int uses) {
  PREOPEN_REF_OR_ERRNO(__preopen_ref_narrow(folder, uses));
}
/* Closes it, for everyone who holds this reference. */
static inline int preopen_drop(preopen_ref ref) { return __preopen_ref_checked(__preopen_ref_drop(ref)); }
#undef PREOPEN_REF_OR_ERRNO

/*
 * References cannot lie in memory, so there are no arrays and no structs of them. A table can hold them; it stands outside
 * all functions, is empty at first, and cannot be reached by a pointer. Debug information cannot describe it.
 */
#define PREOPEN_TABLE(name) __attribute__((__nodebug__)) static __externref_t name[0]
/* Adds empty places; returns how many there were, or -1. */
#define preopen_table_grow(table, places) __builtin_wasm_table_grow(table, __builtin_wasm_ref_null_extern(), places)
#define preopen_table_set(table, index, ref) __builtin_wasm_table_set(table, index, ref)
#define preopen_table_get(table, index) __builtin_wasm_table_get(table, index)

#ifdef __cplusplus
}
#endif

#endif
