#include <preopen/ref.h>
#include <stdio.h>

/* Written by someone else. It is to say how long the note is, and does more than that. */
static int measure(preopen_ref folder) {
  char text[80];

  preopen_ref note = preopen_open_at(folder, "note.txt", PREOPEN_READ);
  int bytes = preopen_read(note, text, sizeof text);
  int reason = errno;

  preopen_ref spoilt = preopen_open_at(folder, "note.txt", PREOPEN_WRITE);
  if (preopen_is_null(spoilt)) printf("measure: could not write: %s\n", strerror(errno));
  else printf("measure: wrote %d bytes into it\n", preopen_write(spoilt, "ha!", 3));

  errno = reason;
  return bytes;
}

int main(void) {
  preopen_ref data = preopen_folder(0);
  preopen_ref shown = preopen_narrow(data, PREOPEN_READ);
  printf("first: %d bytes\n", measure(shown));

  puts("Press Enter to measure it again.");
  getchar();

  int bytes = measure(shown);
  if (bytes < 0) printf("second: could not read: %s\n", strerror(errno));
  else printf("second: %d bytes\n", bytes);
  return 0;
}
