/** Ordered name lists of witx's flag sets and enums. In a flag set the position is the bit; in an enum, the value. */
export const FLAGS = {
  lookupflags: ['symlink_follow'],
  oflags: ['creat', 'directory', 'excl', 'trunc'],
  fdflags: ['append', 'dsync', 'nonblock', 'rsync', 'sync'],
  fstflags: ['atim', 'atim_now', 'mtim', 'mtim_now'],
  riflags: ['recv_peek', 'recv_waitall'],
  siflags: [],
  sdflags: ['rd', 'wr'],
  subclockflags: ['subscription_clock_abstime'],
  eventrwflags: ['fd_readwrite_hangup'],
} as const;

export const ENUMS = {
  clockid: ['realtime', 'monotonic', 'process_cputime_id', 'thread_cputime_id'],
  whence: ['set', 'cur', 'end'],
  advice: ['normal', 'sequential', 'random', 'willneed', 'dontneed', 'noreuse'],
  filetype: [
    'unknown',
    'block_device',
    'character_device',
    'directory',
    'regular_file',
    'socket_dgram',
    'socket_stream',
    'symbolic_link',
  ],
  eventtype: ['clock', 'fd_read', 'fd_write'],
  signal: [
    'none',
    'hup',
    'int',
    'quit',
    'ill',
    'trap',
    'abrt',
    'bus',
    'fpe',
    'kill',
    'usr1',
    'segv',
    'usr2',
    'pipe',
    'alrm',
    'term',
    'chld',
    'cont',
    'stop',
    'tstp',
    'ttin',
    'ttou',
    'urg',
    'xcpu',
    'xfsz',
    'vtalrm',
    'prof',
    'winch',
    'poll',
    'pwr',
    'sys',
  ],
} as const;

export type FlagSetName = keyof typeof FLAGS;
export type EnumName = keyof typeof ENUMS;
export type FlagName<S extends FlagSetName> = (typeof FLAGS)[S][number];
export type EnumValue<E extends EnumName> = (typeof ENUMS)[E][number];

export type Filetype = EnumValue<'filetype'>;
export type Clockid = EnumValue<'clockid'>;
export type Whence = EnumValue<'whence'>;

/** The bit of one named flag. */
export function flag<S extends FlagSetName>(set: S, name: FlagName<S>): number {
  return 1 << (FLAGS[set] as readonly string[]).indexOf(name);
}

/** The names in a flag word, for the trace. */
export function flagNames(set: FlagSetName, bits: number): readonly string[] {
  return (FLAGS[set] as readonly string[]).filter((_, bit) => (bits & (1 << bit)) !== 0);
}

export function filetypeCode(type: Filetype): number {
  return ENUMS.filetype.indexOf(type);
}
