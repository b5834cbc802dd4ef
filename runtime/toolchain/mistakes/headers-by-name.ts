/** The header of each name that beginners use before they include it; what clang itself knows the header of is not here. */
const NAMES: Readonly<Record<string, string>> = {
  'stdbool.h': 'bool true false',
  'stddef.h': 'size_t NULL ptrdiff_t offsetof',
  'stdint.h':
    'int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t INT32_MAX INT64_MAX UINT32_MAX SIZE_MAX',
  'stdio.h': 'FILE EOF stdin stdout stderr BUFSIZ SEEK_SET SEEK_CUR SEEK_END',
  'stdlib.h': 'RAND_MAX EXIT_SUCCESS EXIT_FAILURE',
  'limits.h':
    'INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX LLONG_MAX LLONG_MIN CHAR_MAX CHAR_MIN CHAR_BIT SHRT_MAX PATH_MAX',
  'float.h': 'FLT_MAX FLT_MIN FLT_EPSILON DBL_MAX DBL_MIN DBL_EPSILON',
  'math.h': 'M_PI M_E INFINITY NAN HUGE_VAL',
  'errno.h': 'errno ENOENT EINVAL EACCES ERANGE',
  'time.h': 'time_t clock_t CLOCKS_PER_SEC time clock srand48 localtime strftime difftime',
  'signal.h': 'SIGINT SIGTERM SIGSEGV',
  'ctype.h': 'isalpha isdigit isspace isupper islower isalnum ispunct',
  'unistd.h': 'sleep usleep read write close getpid STDIN_FILENO STDOUT_FILENO',
  'fcntl.h': 'open O_RDONLY O_WRONLY O_RDWR O_CREAT',
  'stdarg.h': 'va_list va_start va_end va_arg',
  'assert.h': 'assert',
};

const HEADERS: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([header, names]) => names.split(' ').map((name) => [name, header] as const)),
);

/** The standard header that declares `name`, such as `stdbool.h`. */
export function headerOf(name: string): string | undefined {
  return HEADERS.get(name);
}
