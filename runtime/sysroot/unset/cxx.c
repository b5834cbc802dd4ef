/* new and delete of C++, as the program calls them: what they give is not set. */
#include "unset.h"

uint32_t take_site(void);

#define NEW(name, parameters, arguments)                  \
    void *name parameters;                                \
    void *__placed_##name parameters                      \
    {                                                     \
        uint32_t place = take_site();                     \
        void *made = name arguments;                      \
        if (made)                                         \
            mark_unset(made, size, place + 1);            \
        return made;                                      \
    }

NEW(_Znwm, (size_t size), (size))
NEW(_ZnwmRKSt9nothrow_t, (size_t size, const void *tag), (size, tag))
NEW(_ZnwmSt11align_val_t, (size_t size, size_t alignment), (size, alignment))
NEW(_Znam, (size_t size), (size))
NEW(_ZnamRKSt9nothrow_t, (size_t size, const void *tag), (size, tag))
NEW(_ZnamSt11align_val_t, (size_t size, size_t alignment), (size, alignment))
