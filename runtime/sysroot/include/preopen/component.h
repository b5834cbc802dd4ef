/*
 * As <preopen/library.h>, with the library as a component of WASI 0.2 of its own: it has a memory and a table of handles of its own,
 * and imports nothing but writing to a stream. What the program hands to it is the only handle in its table.
 *
 * The files of a project that define PREOPEN_LIBRARY become that component where any file of the project includes this header.
 */
#ifndef PREOPEN_STREAM_DEFINED
#define PREOPEN_STREAM_DEFINED

#include <stddef.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number of a handle in the table of the component that uses it. */
typedef int preopen_stream;

#define PREOPEN_COMPONENT_IMPORT(module, name) __attribute__((__import_module__(module), __import_name__(name)))
PREOPEN_COMPONENT_IMPORT("wasi:cli/stdout@0.2.0", "get-stdout") preopen_stream __preopen_get_stdout(void);
PREOPEN_COMPONENT_IMPORT("preopen:library/library", "run") int __preopen_library_call(preopen_stream, int);
PREOPEN_COMPONENT_IMPORT("wasi:io/streams@0.2.0", "[method]output-stream.blocking-write-and-flush")
void __preopen_stream_write(preopen_stream, const char *, size_t, void *);
PREOPEN_COMPONENT_IMPORT("wasi:io/streams@0.2.0", "[resource-drop]output-stream") void __preopen_stream_drop(preopen_stream);
#undef PREOPEN_COMPONENT_IMPORT

/* The program's standard output: a handle of its own, the same for all calls from one file. */
static inline preopen_stream preopen_stdout(void) {
  static preopen_stream held;
  if (held == 0) held = __preopen_get_stdout();
  return held;
}

/* Writes a text to a stream. Returns 0, or -1 where that failed. */
static inline int preopen_put(preopen_stream to, const char *text) {
  size_t left = strlen(text);
  while (left > 0) {
    /* WASI takes at most 4096 bytes at once. */
    size_t part = left < 4096 ? left : 4096;
    /* Where it fails: what failed. */
    int result[3] = {0};
    __preopen_stream_write(to, text, part, result);
    if (*(unsigned char *)result != 0) return -1;
    text += part;
    left -= part;
  }
  return 0;
}

/* Runs the library with a stream, which it has for as long as it runs, and a number; returns what it returns. */
static inline int library_run(preopen_stream to, int number) { return __preopen_library_call(to, number); }
#define PREOPEN_LIBRARY(to, number) \
  static int __preopen_library_run(preopen_stream, int); \
  __attribute__((__export_name__("preopen:library/library#run"))) \
  int __preopen_library_start(preopen_stream borrowed, int given) { \
    int result = __preopen_library_run(borrowed, given); \
    __preopen_stream_drop(borrowed); \
    return result; \
  } \
  static int __preopen_library_run(preopen_stream to, int number)

#ifdef __cplusplus
}
#endif

#endif
