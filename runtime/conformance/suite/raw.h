// The path functions as they are imported: <wasi/api.h> takes C strings, which hold no NUL and have no length of their own.
#pragma once
#include <wasi/api.h>

#define RAW(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))) extern __wasi_errno_t raw_##name

RAW(path_create_directory)(__wasi_fd_t fd, const char *path, __wasi_size_t length);
RAW(path_filestat_get)(__wasi_fd_t fd, __wasi_lookupflags_t flags, const char *path, __wasi_size_t length, __wasi_filestat_t *buf);
RAW(path_filestat_set_times)(__wasi_fd_t fd, __wasi_lookupflags_t flags, const char *path, __wasi_size_t length,
                             __wasi_timestamp_t atim, __wasi_timestamp_t mtim, uint32_t fst_flags);
RAW(path_link)(__wasi_fd_t old_fd, __wasi_lookupflags_t old_flags, const char *old_path, __wasi_size_t old_length,
               __wasi_fd_t new_fd, const char *new_path, __wasi_size_t new_length);
RAW(path_open)(__wasi_fd_t fd, __wasi_lookupflags_t dirflags, const char *path, __wasi_size_t length, uint32_t oflags,
               __wasi_rights_t base, __wasi_rights_t inheriting, uint32_t fdflags, __wasi_fd_t *opened);
RAW(path_readlink)(__wasi_fd_t fd, const char *path, __wasi_size_t length, void *buf, __wasi_size_t size, __wasi_size_t *used);
RAW(path_remove_directory)(__wasi_fd_t fd, const char *path, __wasi_size_t length);
RAW(path_rename)(__wasi_fd_t fd, const char *old_path, __wasi_size_t old_length, __wasi_fd_t new_fd, const char *new_path,
                 __wasi_size_t new_length);
RAW(path_symlink)(const char *old_path, __wasi_size_t old_length, __wasi_fd_t fd, const char *new_path, __wasi_size_t new_length);
RAW(path_unlink_file)(__wasi_fd_t fd, const char *path, __wasi_size_t length);
