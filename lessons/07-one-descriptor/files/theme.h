#pragma once

/* Puts the theme's first line into `line`. Returns 0, or -1 when the theme cannot be read. */
int load_theme(const char *path, char *line, int size);
