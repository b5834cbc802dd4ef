#pragma once

/* Opens a file for the guest, who may read what is in /data. Returns a descriptor, or -1. */
int host_open(const char *path);

/* What the guest asks for. */
extern const char *const honest;
extern const char *const up;
extern const char *const beside;
