/* What a descriptor is opened, narrowed or handed on for. The numbers are those of runtime/abi/references.ts. */
#ifndef PREOPEN_USES_H
#define PREOPEN_USES_H

enum {
  PREOPEN_READ = 1,
  PREOPEN_WRITE = 2,
  PREOPEN_CREATE = 4
};

#endif
