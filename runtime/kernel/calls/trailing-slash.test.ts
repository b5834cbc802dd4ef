import { describe, expect, it } from 'vitest';
import type { ErrnoName } from '../../abi/errno.ts';
import { bootGuest, DIR, READ_WRITE, type OpenOptions } from '../../testing/guest-fixture.ts';
import { link } from '../../vfs/testing/tree-fixture.ts';

const NAMES = ['f', 'd', 'full', 'none', 'ld', 'le', 'lfull', 'lf', 'dang', 'dangs', 'self'] as const;

/** As the program had it that made the table below; `none` is not there. */
const TREE = {
  f: '',
  d: {},
  full: { x: '' },
  empty: {},
  ld: link('d'),
  le: link('empty'),
  lfull: link('full'),
  lf: link('f'),
  dang: link('none'),
  dangs: link('none/'),
  self: link('self'),
  src: '',
  srcd: {},
  srcl: link('f'),
};

type Guest = ReturnType<typeof bootGuest>;
type Operation = (guest: Guest, path: string) => ErrnoName;

const FOLLOW = 1;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  mkdir: ({ sys, text }, path) => sys.path_create_directory(DIR, ...text(path)),
  rmdir: ({ sys, text }, path) => sys.path_remove_directory(DIR, ...text(path)),
  unlink: ({ sys, text }, path) => sys.path_unlink_file(DIR, ...text(path)),
  stat: ({ sys, text, alloc }, path) => sys.path_filestat_get(DIR, FOLLOW, ...text(path), alloc(64)),
  lstat: ({ sys, text, alloc }, path) => sys.path_filestat_get(DIR, 0, ...text(path), alloc(64)),
  readlink: ({ sys, text, alloc }, path) => sys.path_readlink(DIR, ...text(path), alloc(64), 64, alloc(4)),
  open: opening({}),
  'open-nofollow': opening({ follow: false }),
  'open-directory': opening({ oflags: ['directory'] }),
  'open-directory-nofollow': opening({ oflags: ['directory'], follow: false }),
  'open-write': opening({ rights: READ_WRITE }),
  creat: opening({ rights: READ_WRITE, oflags: ['creat'] }),
  'creat-read': opening({ oflags: ['creat'] }),
  'creat-excl': opening({ rights: READ_WRITE, oflags: ['creat', 'excl'] }),
  'creat-nofollow': opening({ rights: READ_WRITE, oflags: ['creat'], follow: false }),
  trunc: opening({ rights: READ_WRITE, oflags: ['trunc'] }),
  symlink: ({ sys, text }, path) => sys.path_symlink(...text('t'), DIR, ...text(path)),
  'link-to': ({ sys, text }, path) => sys.path_link(DIR, 0, ...text('src'), DIR, ...text(path)),
  'link-from': ({ sys, text }, path) => sys.path_link(DIR, 0, ...text(path), DIR, ...text('new')),
  'link-from-follow': ({ sys, text }, path) => sys.path_link(DIR, FOLLOW, ...text(path), DIR, ...text('new')),
  'rename-file-to': ({ sys, text }, path) => sys.path_rename(DIR, ...text('src'), DIR, ...text(path)),
  'rename-dir-to': ({ sys, text }, path) => sys.path_rename(DIR, ...text('srcd'), DIR, ...text(path)),
  'rename-link-to': ({ sys, text }, path) => sys.path_rename(DIR, ...text('srcl'), DIR, ...text(path)),
  'rename-from': ({ sys, text }, path) => sys.path_rename(DIR, ...text(path), DIR, ...text('new')),
  utimes: ({ sys, text }, path) => sys.path_filestat_set_times(DIR, FOLLOW, ...text(path), 0n, 0n, 0),
  lutimes: ({ sys, text }, path) => sys.path_filestat_set_times(DIR, 0, ...text(path), 0n, 0n, 0),
};

function opening(how: OpenOptions): Operation {
  return ({ open }, path) => {
    const opened = open(path, how);
    return typeof opened === 'number' ? 'success' : opened;
  };
}

/** What Linux 6.18 answers on ext4: the operation, what stands after the name, and the answer for each of `NAMES`. */
const LINUX: readonly (readonly [operation: string, after: string, answers: string])[] = [
  ['mkdir', '', 'exist exist exist ok exist exist exist exist exist exist exist'],
  ['mkdir', '/', 'exist exist exist ok exist exist exist exist exist exist exist'],
  ['mkdir', '/.', 'notdir exist exist noent exist exist exist notdir noent noent loop'],
  ['rmdir', '', 'notdir ok notempty noent notdir notdir notdir notdir notdir notdir notdir'],
  ['rmdir', '/', 'notdir ok notempty noent notdir notdir notdir notdir notdir notdir notdir'],
  ['rmdir', '/.', 'notdir inval inval noent inval inval inval notdir noent noent loop'],
  ['unlink', '', 'ok isdir isdir noent ok ok ok ok ok ok ok'],
  ['unlink', '/', 'notdir isdir isdir noent notdir notdir notdir notdir notdir notdir notdir'],
  ['unlink', '/.', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['stat', '', 'ok ok ok noent ok ok ok ok noent noent loop'],
  ['stat', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['stat', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['lstat', '', 'ok ok ok noent ok ok ok ok ok ok ok'],
  ['lstat', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['lstat', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['readlink', '', 'inval inval inval noent ok ok ok ok ok ok ok'],
  ['readlink', '/', 'notdir inval inval noent inval inval inval notdir noent noent loop'],
  ['readlink', '/.', 'notdir inval inval noent inval inval inval notdir noent noent loop'],
  ['open', '', 'ok ok ok noent ok ok ok ok noent noent loop'],
  ['open', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-nofollow', '', 'ok ok ok noent loop loop loop loop loop loop loop'],
  ['open-nofollow', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-nofollow', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-directory', '', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-directory', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-directory', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-directory-nofollow', '', 'notdir ok ok noent notdir notdir notdir notdir notdir notdir notdir'],
  ['open-directory-nofollow', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-directory-nofollow', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['open-write', '', 'ok isdir isdir noent isdir isdir isdir ok noent noent loop'],
  ['open-write', '/', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['open-write', '/.', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['creat', '', 'ok isdir isdir ok isdir isdir isdir ok ok isdir loop'],
  ['creat', '/', 'isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir'],
  ['creat', '/.', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['creat-read', '', 'ok isdir isdir ok isdir isdir isdir ok ok isdir loop'],
  ['creat-read', '/', 'isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir'],
  ['creat-read', '/.', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['creat-excl', '', 'exist exist exist ok exist exist exist exist exist exist exist'],
  ['creat-excl', '/', 'isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir'],
  ['creat-excl', '/.', 'notdir exist exist noent exist exist exist notdir noent noent loop'],
  ['creat-nofollow', '', 'ok isdir isdir ok loop loop loop loop loop loop loop'],
  ['creat-nofollow', '/', 'isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir isdir'],
  ['creat-nofollow', '/.', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['trunc', '', 'ok isdir isdir noent isdir isdir isdir ok noent noent loop'],
  ['trunc', '/', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['trunc', '/.', 'notdir isdir isdir noent isdir isdir isdir notdir noent noent loop'],
  ['symlink', '', 'exist exist exist ok exist exist exist exist exist exist exist'],
  ['symlink', '/', 'exist exist exist noent exist exist exist exist exist exist exist'],
  ['symlink', '/.', 'notdir exist exist noent exist exist exist notdir noent noent loop'],
  ['link-to', '', 'exist exist exist ok exist exist exist exist exist exist exist'],
  ['link-to', '/', 'exist exist exist noent exist exist exist exist exist exist exist'],
  ['link-to', '/.', 'notdir exist exist noent exist exist exist notdir noent noent loop'],
  ['link-from', '', 'ok perm perm noent ok ok ok ok ok ok ok'],
  ['link-from', '/', 'notdir perm perm noent perm perm perm notdir noent noent loop'],
  ['link-from', '/.', 'notdir perm perm noent perm perm perm notdir noent noent loop'],
  ['link-from-follow', '', 'ok perm perm noent perm perm perm ok noent noent loop'],
  ['link-from-follow', '/', 'notdir perm perm noent perm perm perm notdir noent noent loop'],
  ['link-from-follow', '/.', 'notdir perm perm noent perm perm perm notdir noent noent loop'],
  ['rename-file-to', '', 'ok isdir isdir ok ok ok ok ok ok ok ok'],
  ['rename-file-to', '/', 'notdir notdir notdir notdir notdir notdir notdir notdir notdir notdir notdir'],
  ['rename-file-to', '/.', 'notdir busy busy noent busy busy busy notdir noent noent loop'],
  ['rename-dir-to', '', 'notdir ok notempty ok notdir notdir notdir notdir notdir notdir notdir'],
  ['rename-dir-to', '/', 'notdir ok notempty ok notdir notdir notdir notdir notdir notdir notdir'],
  ['rename-dir-to', '/.', 'notdir busy busy noent busy busy busy notdir noent noent loop'],
  ['rename-link-to', '', 'ok isdir isdir ok ok ok ok ok ok ok ok'],
  ['rename-link-to', '/', 'notdir notdir notdir notdir notdir notdir notdir notdir notdir notdir notdir'],
  ['rename-link-to', '/.', 'notdir busy busy noent busy busy busy notdir noent noent loop'],
  ['rename-from', '', 'ok ok ok noent ok ok ok ok ok ok ok'],
  ['rename-from', '/', 'notdir ok ok noent notdir notdir notdir notdir notdir notdir notdir'],
  ['rename-from', '/.', 'notdir busy busy noent busy busy busy notdir noent noent loop'],
  ['utimes', '', 'ok ok ok noent ok ok ok ok noent noent loop'],
  ['utimes', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['utimes', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['lutimes', '', 'ok ok ok noent ok ok ok ok ok ok ok'],
  ['lutimes', '/', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
  ['lutimes', '/.', 'notdir ok ok noent ok ok ok notdir noent noent loop'],
];

describe('a path that ends in a slash is answered as Linux answers it', () => {
  it.each(LINUX)('%s of name%s', (operation, after, answers) => {
    const given = NAMES.map((name) => {
      const errno = OPERATIONS[operation]?.(bootGuest({ tree: TREE }), name + after);
      return errno === 'success' ? 'ok' : errno;
    });
    expect(given.join(' ')).toBe(answers);
  });

  it('makes nothing where a dangling link points', () => {
    const guest = bootGuest({ tree: TREE });
    OPERATIONS['mkdir']?.(guest, 'dang/');
    expect(guest.project.lookup('none')).toBeUndefined();
  });
});
