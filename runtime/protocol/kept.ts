/** Where the toolchain's files are kept, by their addresses. */
export const TOOLCHAIN_CACHE = 'preopen-toolchain';

/** On a file of the toolchain that was kept: the SHA-256 it was found to have. Nothing else is kept there. */
export const DIGEST_HEADER = 'x-preopen-sha256';

/** On what the service worker answers from the files it keeps: the build they are of. */
export const BUILD_HEADER = 'x-preopen-build';
