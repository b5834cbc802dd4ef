import type { Filetype } from '../abi/flags.ts';

/** What each kind of descriptor is called, one of them and several. */
export const KIND_WORDS: Readonly<Record<Filetype, { readonly one: string; readonly many: string }>> = {
  unknown: { one: 'a pipe', many: 'pipes' },
  block_device: { one: 'a block device', many: 'block devices' },
  character_device: { one: 'a terminal', many: 'terminals' },
  directory: { one: 'a folder', many: 'folders' },
  regular_file: { one: 'a file', many: 'files' },
  socket_dgram: { one: 'a socket', many: 'sockets' },
  socket_stream: { one: 'a socket', many: 'sockets' },
  symbolic_link: { one: 'a symbolic link', many: 'symbolic links' },
};
