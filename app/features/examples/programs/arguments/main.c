/* What the program was told when it started: arguments and environment. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char *argv[])
{
    printf("%d arguments\n", argc);
    for (int i = 0; i < argc; i++)
        printf("    argv[%d] = \"%s\"\n", i, argv[i]);

    long sum = 0;
    for (int i = 1; i < argc; i++) {
        char *end;
        long number = strtol(argv[i], &end, 10);
        if (end != argv[i] && *end == '\0')
            sum += number;
    }
    printf("The numbers among them add up to %ld.\n", sum);

    const char *greeting = getenv("GREETING");
    if (greeting != NULL)
        printf("GREETING is \"%s\".\n", greeting);
    else
        printf("GREETING is not set; you can set it in the launch settings.\n");
    return 0;
}
