/**
 * Where `node:wasi` of Node 20 (uvwasi) answers otherwise, and why we stay with our answer. Each is shown by lines for
 * `suite/interp.c`, carried out after `PRELUDE`; a random script may differ only as the last line of one of these does.
 */
export interface NodeDifference {
  readonly lines: readonly string[];
  /** What the last line prints here and there. */
  readonly ours: string;
  readonly theirs: string;
  readonly why: string;
}

/** A file `a` in slot 1, a directory `d` with a directory `e` in slot 2, and links: `l` to the file, `up` out of the grant. */
export const PRELUDE: readonly string[] = [
  'mkdir 0 0 d ~ 0 0',
  'open 0 1 a ~ 0 193',
  'write 1 0 ~ hello 0 0',
  'open 0 2 d ~ 0 2',
  'mkdir 2 0 e ~ 0 0',
  'symlink 0 0 l a 0 0',
  'symlink 0 0 up .. 0 0',
];

const NORMALISED = 'uvwasi normalises the string and never looks at what lies before the ..';
const CLAMPED = 'uvwasi takes .. at the top of the grant for the top itself; the specification refuses it';
const EMPTY = 'An empty path names nothing, as POSIX says';
const FOLLOWED = 'uvwasi follows a last link without symlink_follow; the specification says loop';
const BY_PATH = 'uvwasi remembers the path of a directory, not the directory';
const LARGEST = 'Our files end at 2 GiB';

const ORDER =
  'Both are wrong with the call, and POSIX lets either be said first: we look at what is there before where it goes';
const EXCLUSIVE = 'To create exclusively is never to create what a link points to';
const KIND =
  'No right would make a directory a file, so we look at what a descriptor is before what it may; uvwasi looks at rights first';

export const NODE_DIFFERENCES: readonly NodeDifference[] = [
  { lines: ['tell 0 0 ~ ~ 0 0'], ours: 'tell 0 8', theirs: 'tell 0 76', why: KIND },
  { lines: ['seek 0 0 ~ ~ 0 0'], ours: 'seek 0 8', theirs: 'seek 0 76', why: KIND },
  { lines: ['read 0 0 ~ ~ 4 0'], ours: 'read  31', theirs: 'read  76', why: KIND },
  { lines: ['write 0 0 ~ x 0 0'], ours: 'write 0 31', theirs: 'write 0 76', why: KIND },
  { lines: ['pread 0 0 ~ ~ 4 0'], ours: 'pread  31', theirs: 'pread  76', why: KIND },
  { lines: ['pwrite 0 0 ~ x 0 0'], ours: 'pwrite 0 31', theirs: 'pwrite 0 76', why: KIND },
  { lines: ['resize 0 0 ~ ~ 9 0'], ours: 'resize  31', theirs: 'resize  76', why: KIND },
  { lines: ['names 1 0 ~ ~ 0 0'], ours: 'names  54', theirs: 'names  76', why: KIND },
  { lines: ['open 1 4 x ~ 0 2'], ours: 'open  54', theirs: 'open  76', why: KIND },
  { lines: ['touch 1 0 x ~ 0 0'], ours: 'touch  54', theirs: 'touch  76', why: KIND },
  { lines: ['mkdir 1 0 x ~ 0 0'], ours: 'mkdir  54', theirs: 'mkdir  76', why: KIND },
  { lines: ['rmdir 1 0 x ~ 0 0'], ours: 'rmdir  54', theirs: 'rmdir  76', why: KIND },
  { lines: ['unlink 1 0 x ~ 0 0'], ours: 'unlink  54', theirs: 'unlink  76', why: KIND },
  { lines: ['rename 1 1 x y 0 0'], ours: 'rename  54', theirs: 'rename  76', why: KIND },
  { lines: ['link 1 1 x y 0 0'], ours: 'link  54', theirs: 'link  76', why: KIND },
  { lines: ['symlink 1 0 x y 0 0'], ours: 'symlink  54', theirs: 'symlink  76', why: KIND },
  { lines: ['readlink 1 0 x ~ 0 0'], ours: 'readlink  54', theirs: 'readlink  76', why: KIND },
  { lines: ['stat 1 0 x ~ 0 0'], ours: 'stat  54', theirs: 'stat  76', why: KIND },
  { lines: ['stat 0 0 a/.. ~ 0 1'], ours: 'stat  54', theirs: 'stat  directory 0', why: NORMALISED },
  { lines: ['stat 0 0 nope/.. ~ 0 1'], ours: 'stat  44', theirs: 'stat  directory 0', why: NORMALISED },
  { lines: ['rmdir 2 0 e/. ~ 0 0'], ours: 'rmdir  28', theirs: 'rmdir  0', why: NORMALISED },
  { lines: ['stat 0 0 .. ~ 0 1'], ours: 'stat  76', theirs: 'stat  directory 0', why: CLAMPED },
  { lines: ['stat 0 0 up ~ 0 1'], ours: 'stat  76', theirs: 'stat  directory 0', why: CLAMPED },
  { lines: ['stat 0 0 ~ ~ 0 1'], ours: 'stat  44', theirs: 'stat  28', why: EMPTY },
  { lines: ['mkdir 0 0 ~ ~ 0 0'], ours: 'mkdir  44', theirs: 'mkdir  28', why: EMPTY },
  { lines: ['symlink 0 0 new ~ 0 0'], ours: 'symlink  44', theirs: 'symlink  28', why: EMPTY },
  {
    lines: ['symlink 0 0 new /a 0 0'],
    ours: 'symlink  76',
    theirs: 'symlink  63',
    why: 'A target that leads out of the grant is refused, and the answer says so',
  },
  { lines: ['open 0 4 l ~ 0 64'], ours: 'open  32', theirs: 'open  0', why: FOLLOWED },
  {
    lines: ['open 0 1 a/ ~ 0 241'],
    ours: 'open  31',
    theirs: 'open  54',
    why: 'Linux says isdir of every path to create that ends in a slash; uvwasi looks at what is there first',
  },
  { lines: ['link 0 0 d a 0 0'], ours: 'link  63', theirs: 'link  20', why: ORDER },
  { lines: ['link 0 0 d nope/a 0 0'], ours: 'link  63', theirs: 'link  44', why: ORDER },
  { lines: ['link 0 0 d a/a 0 0'], ours: 'link  63', theirs: 'link  54', why: ORDER },
  { lines: ['unlink 0 0 a ~ 0 0', 'open 0 4 l ~ 0 229'], ours: 'open  20', theirs: 'open  0', why: EXCLUSIVE },
  { lines: ['rename 0 0 a d/a 0 0', 'rename 0 0 d/a d 0 0'], ours: 'rename  31', theirs: 'rename  55', why: ORDER },
  { lines: ['symlink 0 0 k nope/a 0 0', 'open 0 5 k ~ 0 229'], ours: 'open  20', theirs: 'open  44', why: EXCLUSIVE },
  {
    lines: ['rename 0 0 d . 0 0'],
    ours: 'rename  10',
    theirs: 'rename  55',
    why: 'The granted directory has no name to be replaced, empty or not',
  },
  { lines: ['resize 1 0 ~ ~ 3000000000 0'], ours: 'resize  22', theirs: 'resize  0', why: LARGEST },
  { lines: ['pwrite 1 0 ~ x 3000000000 0'], ours: 'pwrite 0 22', theirs: 'pwrite 1 0', why: LARGEST },
  {
    lines: ['open 0 1 a ~ 0 208', 'pwrite 1 0 ~ J 0 0', 'pread 1 0 ~ ~ 9 0'],
    ours: 'pread Jello 0',
    theirs: 'pread helloJ 0',
    why: 'On Linux pwrite to a file opened to append appends, which POSIX and its own manual page call a bug',
  },
  {
    lines: ['open 0 1 a ~ 0 208', 'fdstat 1 0 ~ ~ 0 0'],
    ours: 'fdstat  file append 1 0',
    theirs: 'fdstat  file append 0 0',
    why: 'uvwasi tells the flags of Linux, which have other bits',
  },
  { lines: ['rename 0 0 d f 0 0', 'stat 2 0 e ~ 0 0'], ours: 'stat  directory 0', theirs: 'stat  44', why: BY_PATH },
  {
    lines: ['rmdir 2 0 e ~ 0 0', 'rmdir 0 0 d ~ 0 0', 'names 2 0 ~ ~ 0 0'],
    ours: 'names  0',
    theirs: 'names  44',
    why: BY_PATH,
  },
];
