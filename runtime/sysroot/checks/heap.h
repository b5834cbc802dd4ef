#pragma once
#include "shadow.h"

/* In front of each block that malloc gives, and unusable for the program. */
struct block {
    size_t size;
    /* Where in the program's code it was allocated and freed; 0 where that is not known. */
    uint32_t made, freed;
    /* All that are allocated, or in the queue of freed ones. */
    struct block *next, *previous;
    void *raw;
    uint32_t state;
    /* Which function the program asked; UNKNOWN for what libraries allocate. */
    uint32_t maker;
};

enum maker { UNKNOWN, BY_MALLOC, BY_NEW, BY_NEW_ARRAY };

/* What the program allocated by one function, it must give back by the one that belongs to it. */
void check_freed(void *pointer, enum maker maker, const char *function);
void *made_by(void *pointer, enum maker maker);

enum { LIVE = 0x4c495645, FREED = 0x46524545 };

extern struct block live_blocks;

static inline address contents_of(const struct block *block)
{
    return (address)(block + 1);
}

/* The block that the address is in or next to; NULL if there is none. */
struct block *block_at(address at, address bad);

void describe_block(address at, address bad);
void describe_local(address at, address bad);
/* In a frame that is not on the stack. */
int is_in_frame(address at);
void describe_global(address at, address bad);

/* The place of the call that is under way, and forgets it. */
uint32_t take_site(void);
