/** A header of a library or system that is not here: what it is, why it is not here, what to do instead. */
interface HeaderNotHere {
  readonly names: RegExp;
  readonly sentence: string;
}

const DRAW = 'print text, draw with escape sequences such as "\\033[2J", or write an image file such as PPM';

/** The first row that matches counts. Names are as they stand in the #include, in lower case. */
const HEADERS_NOT_HERE: readonly HeaderNotHere[] = [
  {
    names: /^graphics\.h$|^bgi/,
    sentence: `<graphics.h> is Borland’s BGI, which draws on the screen of a DOS computer, and a program here has a terminal and files: ${DRAW}`,
  },
  {
    names: /^(gl|gles\d?|egl|glut|glfw|glad|freeglut|opengl|vulkan)\/|^(glut|gl|glu|glew|glad)\.h$/,
    sentence: `OpenGL draws with a graphics card, which a WASI program cannot reach: ${DRAW}`,
  },
  {
    names: /^sdl|^allegro|^raylib|^rlgl|^sfml|^csfml/,
    sentence: `This library opens a window, and a program here has a terminal and files only: ${DRAW}`,
  },
  {
    names: /^(x11|xcb|gtk|gtk-\d.*|gdk|glib|gio|cairo|pango|qt\w*|wx|fl)\/|^(gtk|glib|cairo|xlib|fltk)\.h$/,
    sentence: `This library draws windows on a desktop, and a program here has a terminal and files only: ${DRAW}`,
  },
  {
    names: /^(ncursesw?\/)?(n?curses|panel|menu|form|term|cdk|pdcurses|slang)\.h$/,
    sentence:
      'curses is not here: read single keys with getch() and kbhit(), and draw with gotoxy() and textcolor(), of <conio.h>; or use <termios.h> and escape sequences such as "\\033[2J"',
  },
  {
    names: /^cs50\.h$/,
    sentence:
      '<cs50.h> is the library of the course CS50, and is not here: read with scanf() or fgets() from <stdio.h>, write char * for string and <stdbool.h> for bool; or add cs50.h and cs50.c of the course to the project',
  },
  {
    names: /^(gmp|gmpxx|mpfr|mpc)\.h$/,
    sentence:
      'GMP computes with numbers of any size, and is not here: use unsigned long long or unsigned __int128 where they are large enough, or keep the digits in an array',
  },
  {
    names: /^openssl\/|^(gcrypt|sodium|mbedtls\/.*|gnutls\/.*|wolfssl\/.*|tomcrypt|bcrypt|wincrypt)(\.h)?$/,
    sentence:
      'This cryptographic library is not here: add the source of the one function that you need to the project, such as a SHA-256 in one .c file',
  },
  {
    names: /^(winsock2?|ws2tcpip|wininet)\.h$/,
    sentence:
      'This is the network of Windows, and a WASI preview 1 program opens no connections: read the data from a file or from stdin',
  },
  {
    names:
      /^(windows|windef|winbase|wingdi|winuser|tchar|shellapi|shlobj|mmsystem|commctrl|wincon|winnt|direct|io|share|crtdbg|intrin|atlbase|stdafx|afx.*|d3d.*|dxgi.*)\.h$/,
    sentence:
      'This header is a part of the Windows API, and this program runs on WASI: use standard C. Instead of Sleep(ms) call usleep(ms * 1000) from <unistd.h>; getch(), kbhit(), gotoxy() and textcolor() are in <conio.h>',
  },
  {
    names: /^(bios|mem|alloc|process|dir|int86|i86|pc|dpmi|go32)\.h$/,
    sentence:
      'This header belongs to compilers for DOS: malloc() is in <stdlib.h>, memory functions are in <string.h>, and for delay(ms) call usleep(ms * 1000) of <unistd.h>',
  },
  {
    names: /^(iostream|fstream|iomanip|strstream|strstrea|constrea|constream)\.h$/,
    sentence:
      'Headers of C++ have no .h since 1998: write #include <iostream> and using namespace std; in a file whose name ends in .cpp',
  },
  {
    names:
      /^(iostream|fstream|sstream|iomanip|string|vector|map|set|list|deque|queue|stack|algorithm|memory|utility|functional|iterator|limits|numeric|bitset|array|tuple|chrono|thread|mutex|random|regex|new|exception|stdexcept|unordered_(map|set)|bits\/stdc\+\+\.h|c(stdio|stdlib|string|math|ctype|time|assert|limits|float|stdint|stddef|stdarg|errno))$/,
    sentence: 'This is a header of C++, and the file is compiled as C: give it a name that ends in .cpp',
  },
  {
    names: /^(readline|editline|histedit|linenoise)\b/,
    sentence:
      'This library edits lines as they are typed; the terminal here does that itself: read a line with fgets() or getline()',
  },
  {
    names: /^(zlib|zconf|bzlib|lzma|zstd|lz4|brotli\/.*|archive|zip)\.h$|^minizip\//,
    sentence:
      'This library compresses data, and is not here: add its sources to the project, if they are few, or read files that are not compressed',
  },
  {
    names: /^(png|jpeglib|tiffio|gif_lib|webp\/.*|freeimage|imlib2|gd|magick.*)\b/,
    sentence:
      'This library reads images, and is not here: a PPM file can be read and written with fscanf() and fprintf()',
  },
  {
    names: /^(curl|libssh\d?|microhttpd|zmq|czmq|nanomsg|mosquitto|hiredis|event2?|uv|ev|pcap|libnet|netpacket|rpc)\b/,
    sentence:
      'This library uses the network, and a WASI preview 1 program opens no connections: read the data from a file or from stdin',
  },
  {
    names: /^(mpi|shmem|upc|pvm3)\.h$/,
    sentence: 'This library runs a program as many processes, and a program here is one: do the work in a loop',
  },
  {
    names: /^(cuda|cublas|cufft|cl\/|opencl\/|cl\.h|hip\/|device_launch)/,
    sentence: 'This computes on a graphics card, which a WASI program cannot reach: do the work in a loop',
  },
  {
    names:
      /^(sqlite3|mysql|mysql\/.*|libpq-fe|postgresql\/.*|gdbm|ndbm|db|lmdb|leveldb\/.*|sql|sqlext|mongoc.*)(\.h)?$/,
    sentence:
      'This database library is not here: keep records in a file; SQLite works when its sqlite3.c and sqlite3.h are added to the project',
  },
  {
    names: /^(jni|python|python3?\.?\d*\/python|lua|lauxlib|lualib|ruby|perl|tcl|tk|r|rinternals|node_api|v8)\.h$/,
    sentence:
      'This header connects C with another language’s interpreter, which is not here: write a program of its own, with a main()',
  },
  {
    names: /^(gsl|fftw3|cblas|lapacke?|f77blas|openblas|suitesparse|eigen|armadillo|boost)(\.h|\/|$)/,
    sentence:
      'This library of numerical or general code is not here: add the sources of the functions that you need to the project',
  },
  {
    names: /^(cjson|json-c|json|jansson|libxml|libxml2|expat|yaml|toml)(\.h|\/)/,
    sentence:
      'This library reads a data format, and is not here: add its source to the project, often one .c and one .h file',
  },
  {
    names: /^(alsa|asoundlib|portaudio|pulse|sndfile|al|openal|soundcard|sys\/soundcard|mad|vorbis|ogg)(\.h|\/)/,
    sentence: 'A program here has no sound device: write a .wav file with fwrite()',
  },
  {
    names: /^(cunit|check|criterion|cmocka|gtest|unity|minunit|munit|greatest)(\.h|\/)/,
    sentence: 'This test library is not here: add its files to the project, or test with assert() of <assert.h>',
  },
  {
    names:
      /^(linux|asm|asm-generic|mach|mach-o|machine|bsd|corefoundation|foundation|cocoa|iokit|android|windows\.[a-z]+)\//,
    sentence:
      'This header belongs to one operating system’s kernel, and this program runs on WASI: use standard C and POSIX',
  },
  {
    names:
      /^sys\/(epoll|inotify|signalfd|timerfd|event|sendfile|mount|ptrace|prctl|io|perm|user|reboot|swap|vfs|klog|capability|fsuid|quota|acct|sysctl|xattr|syslog)\.h$/,
    sentence:
      'This is a part of Linux or BSD that WASI does not have: use standard C and POSIX, such as poll() of <poll.h>',
  },
  {
    names: /^(execinfo|libunwind|dwarf|elf|link|bfd|ucontext|sys\/ucontext)\.h$/,
    sentence:
      'A WebAssembly program cannot look at its own stack or code; when it traps, the places in the source are shown',
  },
  {
    names:
      /^(syslog|utmpx?|wordexp|pty|aio|lastlog|shadow|ulimit|libutil|resolv|ifaddrs|thread_db|bsd\/.*|net\/.*|netinet\/.*|sys\/.*)\.h$/,
    sentence: 'This part of POSIX is not in WASI preview 1: there are files, clocks, random numbers and a terminal',
  },
];

/** The sentence for a header that was not found; undefined where nothing is known of it. */
export function headerSentence(name: string): string | undefined {
  const wanted = name.toLowerCase().replaceAll('\\', '/');
  return HEADERS_NOT_HERE.find(({ names }) => names.test(wanted))?.sentence;
}
