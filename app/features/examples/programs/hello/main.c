#include <stdio.h>
#include <string.h>

int main(void)
{
    char name[64];

    printf("What is your name? ");
    fflush(stdout);

    if (fgets(name, sizeof name, stdin) == NULL) {
        printf("\nGoodbye, whoever you are.\n");
        return 1;
    }
    name[strcspn(name, "\n")] = '\0';

    printf("Hello, %s! Your name has %zu letters.\n", name, strlen(name));
    return 0;
}
