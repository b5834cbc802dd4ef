/** Where a checked program has what, in bytes: the same numbers as in runtime/sysroot/checks/shadow.h. */
export const SHADOW = 0x2010000;
const SHADOW_BYTES = 0xa000000;
/** What is never used of the stack, so that null pointers are found. */
export const GUARD_BYTES = 0x10000;
/** The first address of a checked program's own data. */
export const CHECKED_DATA = SHADOW + SHADOW_BYTES;
const PAGE_BYTES = 65536;

/** Pages of 64 KiB that a checked program's memory has more than an unchecked one's. */
export const CHECKED_PAGES = CHECKED_DATA / PAGE_BYTES;
/** The largest memory that the shadow covers. */
export const MOST_CHECKED_PAGES = (SHADOW_BYTES * 8) / PAGE_BYTES;

/** The symbol of the report that a checked program leaves when it ends; only checked programs export it. */
export const REPORT_SYMBOL = '__preopen_report';
/** Writes out what stands in the program's buffers, after the engine has ended the program. */
export const FLUSH_SYMBOL = '__preopen_flush';
