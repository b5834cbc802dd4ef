/**
 * The functions of <stdio.h> and <wchar.h> whose stream must not be NULL, as our headers declare them (PREOPEN_STREAM):
 * a test compares the two.
 */
export const STREAM_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['clearerr', 'clearerr_unlocked', 'fclose', 'feof', 'feof_unlocked', 'ferror', 'ferror_unlocked', 'fgetc'],
  ...['fgetc_unlocked', 'fgetpos', 'fgets', 'fgetwc', 'fgetws', 'fileno', 'fileno_unlocked', 'fprintf', 'fputc'],
  ...['fputc_unlocked', 'fputs', 'fputwc', 'fputws', 'fread', 'fread_unlocked', 'freopen', 'fscanf', 'fseek', 'fseeko'],
  ...[
    'fsetpos',
    'ftell',
    'ftello',
    'fwide',
    'fwprintf',
    'fwrite',
    'fwrite_unlocked',
    'fwscanf',
    'getc',
    'getc_unlocked',
  ],
  ...[
    'getw',
    'getwc',
    'putc',
    'putc_unlocked',
    'putw',
    'putwc',
    'rewind',
    'setbuf',
    'setbuffer',
    'setlinebuf',
    'setvbuf',
  ],
  ...['ungetc', 'ungetwc', 'vfprintf', 'vfscanf', 'vfwprintf', 'vfwscanf'],
]);
