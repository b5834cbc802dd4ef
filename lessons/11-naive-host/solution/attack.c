#include "host.h"

const char *const honest = "/data/open.txt";

/* Yours: paths that the host takes for something in /data. */
const char *const up = "/data/../secret.txt";
const char *const beside = "/data-private/key.txt";
