/** Longest path: one that a program gives, the target of a symbolic link, and that of any file from its volume's root. */
export const MAX_PATH_BYTES = 4096;
