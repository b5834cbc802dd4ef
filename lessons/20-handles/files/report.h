// With this header the library is linked into the program, as all C is.
#include <preopen/library.h>
