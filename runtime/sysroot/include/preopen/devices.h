/* Between the parts of the compat library: src/devices.c and src/preopens.c. */
/* The number that stands for /dev where libc wants the descriptor of a folder. No host gives it. */
#define DEVICES_FOLDER 0x64657500

/* The name below /dev of a device that there is; NULL: `path` is none. */
const char *__preopen_device(const char *path);
