// With <preopen/library.h> in this line the library is linked into the program, as all C is.
#include <preopen/component.h>
