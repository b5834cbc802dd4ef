// A prompt without a newline is to be seen before the program waits for the answer. Most C libraries flush a
// line-buffered stdout when stdin has to be filled; this one does not, so the driver wraps the function that fills it.
// A program that read single keys before (conio.h) has whole lines to read from here on.
#include <stdio.h>
#include <stdio_ext.h>

extern void __preopen_line_mode(void) __attribute__((__weak__));

size_t __real___stdio_read(FILE *stream, unsigned char *buffer, size_t length);

size_t __wrap___stdio_read(FILE *stream, unsigned char *buffer, size_t length) {
  if (stream == stdin && __flbf(stdout)) fflush(stdout);
  if (stream == stdin && __preopen_line_mode) __preopen_line_mode();
  return __real___stdio_read(stream, buffer, length);
}
