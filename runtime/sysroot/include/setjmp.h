#include_next <setjmp.h>
#ifndef PREOPEN_SETJMP_H
#define PREOPEN_SETJMP_H
/* There is no signal mask to save that a jump could disturb. */
#define sigsetjmp(env, savemask) setjmp(env)
#define siglongjmp(env, value) longjmp(env, value)
#define _setjmp(env) setjmp(env)
#define _longjmp(env, value) longjmp(env, value)
#endif
