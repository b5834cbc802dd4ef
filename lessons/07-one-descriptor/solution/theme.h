#pragma once

/* Puts the first line of the theme `name`, in the folder `dir`, into `line`. Returns 0, or -1 when it cannot be read. */
int load_theme(int dir, const char *name, char *line, int size);
