/** How far in front of each byte its marks are, and where they came from in front of these: as in runtime/sysroot/unset/unset.h. */
export const MARKS_DISTANCE = 0x8000000;
/** Where the own memory of a program begins that is looked through for values that were never set. */
export const MARKED_PROGRAM = 2 * MARKS_DISTANCE;
