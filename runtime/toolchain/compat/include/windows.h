#error "<windows.h> is the Windows API, and this program runs on WASI: use standard C, for example nanosleep() from <time.h> instead of Sleep()"
