/**
 * How a program says that libc found no preopen for a path and made no call: `path_filestat_get` of that path on this
 * descriptor number, which is never open, so that every host answers `badf` and nothing else happens. The compat library
 * does it (`sysroot/src/preopens.c`; see `decisions/0008-libc-reports-uncovered-paths.md`).
 */
export const UNMATCHED_FD = 0x7072_656f;
