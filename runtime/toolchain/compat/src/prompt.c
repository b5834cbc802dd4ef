// A prompt without a newline is to be seen before the program waits for the answer. Most C libraries flush a
// line-buffered stdout when stdin has to be filled; this one does not, so the driver wraps the function that fills it.
#include <stdio.h>
#include <stdio_ext.h>

size_t __real___stdio_read(FILE *stream, unsigned char *buffer, size_t length);

size_t __wrap___stdio_read(FILE *stream, unsigned char *buffer, size_t length) {
  if (stream == stdin && __flbf(stdout)) fflush(stdout);
  return __real___stdio_read(stream, buffer, length);
}
