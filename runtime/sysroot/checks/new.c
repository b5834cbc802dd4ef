/* new and delete of C++, as the program calls them: by their names in its objects. */
#include "heap.h"

#define NEW(name, maker, parameters, arguments)            \
    void *name parameters;                                 \
    void *__placed_##name parameters                       \
    {                                                      \
        void *made = made_by(name arguments, maker);       \
        (void)take_site();                                 \
        return made;                                       \
    }
#define DELETE(name, maker, function, parameters, arguments) \
    void name parameters;                                    \
    void __placed_##name parameters                          \
    {                                                        \
        check_freed(pointer, maker, function);               \
        name arguments;                                      \
        (void)take_site();                                   \
    }

/* Plainly; without throwing; aligned; aligned without throwing. */
NEW(_Znwm, BY_NEW, (size_t size), (size))
NEW(_ZnwmRKSt9nothrow_t, BY_NEW, (size_t size, const void *tag), (size, tag))
NEW(_ZnwmSt11align_val_t, BY_NEW, (size_t size, size_t alignment), (size, alignment))
NEW(_ZnwmSt11align_val_tRKSt9nothrow_t, BY_NEW, (size_t size, size_t alignment, const void *tag), (size, alignment, tag))
NEW(_Znam, BY_NEW_ARRAY, (size_t size), (size))
NEW(_ZnamRKSt9nothrow_t, BY_NEW_ARRAY, (size_t size, const void *tag), (size, tag))
NEW(_ZnamSt11align_val_t, BY_NEW_ARRAY, (size_t size, size_t alignment), (size, alignment))
NEW(_ZnamSt11align_val_tRKSt9nothrow_t, BY_NEW_ARRAY, (size_t size, size_t alignment, const void *tag),
    (size, alignment, tag))

/* Plainly; with the size; aligned; both. */
DELETE(_ZdlPv, BY_NEW, "delete", (void *pointer), (pointer))
DELETE(_ZdlPvm, BY_NEW, "delete", (void *pointer, size_t size), (pointer, size))
DELETE(_ZdlPvSt11align_val_t, BY_NEW, "delete", (void *pointer, size_t alignment), (pointer, alignment))
DELETE(_ZdlPvmSt11align_val_t, BY_NEW, "delete", (void *pointer, size_t size, size_t alignment), (pointer, size, alignment))
DELETE(_ZdaPv, BY_NEW_ARRAY, "delete[]", (void *pointer), (pointer))
DELETE(_ZdaPvm, BY_NEW_ARRAY, "delete[]", (void *pointer, size_t size), (pointer, size))
DELETE(_ZdaPvSt11align_val_t, BY_NEW_ARRAY, "delete[]", (void *pointer, size_t alignment), (pointer, alignment))
DELETE(_ZdaPvmSt11align_val_t, BY_NEW_ARRAY, "delete[]", (void *pointer, size_t size, size_t alignment),
    (pointer, size, alignment))
