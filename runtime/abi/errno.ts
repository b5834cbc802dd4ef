/** `$errno` in witx order: the name, and the text a person reads. The position is the code. */
const TEXTS = {
  success: 'No error occurred',
  '2big': 'Argument list too long',
  acces: 'Permission denied',
  addrinuse: 'Address in use',
  addrnotavail: 'Address not available',
  afnosupport: 'Address family not supported',
  again: 'Resource unavailable, try again',
  already: 'Connection already in progress',
  badf: 'Bad file descriptor',
  badmsg: 'Bad message',
  busy: 'Device or resource busy',
  canceled: 'Operation cancelled',
  child: 'No child processes',
  connaborted: 'Connection aborted',
  connrefused: 'Connection refused',
  connreset: 'Connection reset',
  deadlk: 'Resource deadlock would occur',
  destaddrreq: 'Destination address required',
  dom: 'Mathematics argument out of domain',
  dquot: 'Disk quota exceeded',
  exist: 'File exists',
  fault: 'Bad address',
  fbig: 'File too large',
  hostunreach: 'Host is unreachable',
  idrm: 'Identifier removed',
  ilseq: 'Illegal byte sequence',
  inprogress: 'Operation in progress',
  intr: 'Interrupted function',
  inval: 'Invalid argument',
  io: 'I/O error',
  isconn: 'Socket is connected',
  isdir: 'Is a directory',
  loop: 'Too many levels of symbolic links',
  mfile: 'Too many open files',
  mlink: 'Too many links',
  msgsize: 'Message too large',
  multihop: 'Multihop attempted',
  nametoolong: 'File name too long',
  netdown: 'Network is down',
  netreset: 'Connection aborted by network',
  netunreach: 'Network unreachable',
  nfile: 'Too many files open in system',
  nobufs: 'No buffer space available',
  nodev: 'No such device',
  noent: 'No such file or directory',
  noexec: 'Executable file format error',
  nolck: 'No locks available',
  nolink: 'Link has been severed',
  nomem: 'Not enough memory',
  nomsg: 'No message of the desired type',
  noprotoopt: 'Protocol not available',
  nospc: 'No space left on device',
  nosys: 'Function not supported',
  notconn: 'Socket is not connected',
  notdir: 'Not a directory',
  notempty: 'Directory not empty',
  notrecoverable: 'State not recoverable',
  notsock: 'Not a socket',
  notsup: 'Not supported',
  notty: 'Inappropriate I/O control operation',
  nxio: 'No such device or address',
  overflow: 'Value too large to be stored in data type',
  ownerdead: 'Previous owner died',
  perm: 'Operation not permitted',
  pipe: 'Broken pipe',
  proto: 'Protocol error',
  protonosupport: 'Protocol not supported',
  prototype: 'Protocol wrong type for socket',
  range: 'Result too large',
  rofs: 'Read-only file system',
  spipe: 'Invalid seek',
  srch: 'No such process',
  stale: 'Stale file handle',
  timedout: 'Connection timed out',
  txtbsy: 'Text file busy',
  xdev: 'Cross-device link',
  notcapable: 'Capabilities insufficient',
} as const;

export type ErrnoName = keyof typeof TEXTS;

/** Inside the runtime an errno is its name; `abi/frame.ts` alone turns it into a number. */
export type Errno = Exclude<ErrnoName, 'success'>;

/** Names in witx order: the position is the code. */
export const ERRNO_NAMES = Object.keys(TEXTS) as readonly ErrnoName[];

const CODES = Object.fromEntries(ERRNO_NAMES.map((name, code) => [name, code])) as Readonly<Record<ErrnoName, number>>;

/** The number the guest sees. */
export function errnoCode(name: ErrnoName): number {
  return CODES[name];
}

/** The name of a number that came back over the wire; throws on one that is not in witx. */
export function errnoName(code: number): ErrnoName {
  const name = ERRNO_NAMES[code];
  if (name === undefined) throw new Error(`There is no errno ${code}`);
  return name;
}

/** What a person reads: "No such file or directory". */
export function errnoText(name: ErrnoName): string {
  return TEXTS[name];
}
