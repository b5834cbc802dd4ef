/* The sysroot's placeholder holds eight signals; ours holds all 64 (bit n-1 is signal n). */
#ifndef __wasilibc___typedef_sigset_t_h
#define __wasilibc___typedef_sigset_t_h
typedef unsigned long long sigset_t;
#endif
