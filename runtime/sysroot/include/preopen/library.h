/*
 * A library that is handed one stream, and writes to it. Included with this header it is linked into the program as all C
 * is, and a stream is the number of a descriptor. With <preopen/component.h> in its place, which has the same functions, the
 * library becomes a component of its own, and a stream is a handle. Both are experiments of Preopen's.
 *
 * The library defines PREOPEN_LIBRARY(to, number) { ... return 0; }, and the program calls it with library_run().
 */
#ifndef PREOPEN_STREAM_DEFINED
#define PREOPEN_STREAM_DEFINED

#include <string.h>
#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef int preopen_stream;

/* The program's standard output. */
static inline preopen_stream preopen_stdout(void) { return 1; }

/* Writes a text to a stream. Returns 0, or -1 where that failed. */
static inline int preopen_put(preopen_stream to, const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    ssize_t written = write(to, text, left);
    if (written < 0) return -1;
    text += written;
    left -= (size_t)written;
  }
  return 0;
}

int __preopen_library_run(preopen_stream, int);
/* Runs the library with a stream and a number; returns what it returns. */
static inline int library_run(preopen_stream to, int number) { return __preopen_library_run(to, number); }
#define PREOPEN_LIBRARY(to, number) int __preopen_library_run(preopen_stream to, int number)

#ifdef __cplusplus
}
#endif

#endif
