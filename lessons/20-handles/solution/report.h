// With this header the library is a component of its own.
#include <preopen/component.h>
