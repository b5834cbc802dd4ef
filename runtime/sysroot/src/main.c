/*
 * `int main(int argc, char *argv[], char *envp[])`. A main with two parameters defines
 * __main_argc_argv itself, one without parameters never needs it; then this file stays out.
 */
#include <unistd.h>

extern char **environ;
/* Declared with two parameters, because link-time optimisation gives every main that type. */
extern int user_main(int argc, char *argv[]) __asm__("main") __attribute__((__weak__));

int __main_argc_argv(int argc, char *argv[])
{
    /* A call through a pointer: a direct one would clash with a main of another type. */
    void *volatile address = (void *)user_main;
    return ((int (*)(int, char *[], char *[]))address)(argc, argv, environ);
}
