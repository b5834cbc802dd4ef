#include_next <errno.h>
#ifndef PREOPEN_ERRNO_H
#define PREOPEN_ERRNO_H
/*
 * Names that Linux has and WASI has not: no call of the system fails with them, and programs use them for failures of
 * their own. The numbers are above all of WASI's.
 */
#define ENOTBLK 101
#define ECHRNG 102
#define EL2NSYNC 103
#define EL3HLT 104
#define EL3RST 105
#define ELNRNG 106
#define EUNATCH 107
#define ENOCSI 108
#define EL2HLT 109
#define EBADE 110
#define EBADR 111
#define EXFULL 112
#define ENOANO 113
#define EBADRQC 114
#define EBADSLT 115
#define EBFONT 116
#define ENOSTR 117
#define ENODATA 118
#define ETIME 119
#define ENOSR 120
#define ENONET 121
#define ENOPKG 122
#define EREMOTE 123
#define EADV 124
#define ESRMNT 125
#define ECOMM 126
#define EDOTDOT 127
#define ENOTUNIQ 128
#define EBADFD 129
#define EREMCHG 130
#define ELIBACC 131
#define ELIBBAD 132
#define ELIBSCN 133
#define ELIBMAX 134
#define ELIBEXEC 135
#define ERESTART 136
#define ESTRPIPE 137
#define EUSERS 138
#define ESOCKTNOSUPPORT 139
#define EPFNOSUPPORT 140
#define ESHUTDOWN 141
#define ETOOMANYREFS 142
#define EHOSTDOWN 143
#define EUCLEAN 144
#define ENOTNAM 145
#define ENAVAIL 146
#define EISNAM 147
#define EREMOTEIO 148
#define ENOMEDIUM 149
#define EMEDIUMTYPE 150
#define ENOKEY 151
#define EKEYEXPIRED 152
#define EKEYREVOKED 153
#define EKEYREJECTED 154
#define ERFKILL 155
#define EHWPOISON 156

#define EDEADLOCK EDEADLK
#endif
