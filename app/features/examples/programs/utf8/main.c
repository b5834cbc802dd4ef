/* Bytes are not letters: takes UTF-8 apart. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static void examine(const char *text)
{
    wchar_t wide[128];
    size_t letters = mbstowcs(wide, text, 128);
    if (letters == (size_t)-1) {
        printf("\"%s\" is not valid UTF-8\n", text);
        return;
    }

    printf("%s\n    %zu bytes, %zu characters\n    ", text, strlen(text), letters);
    for (size_t i = 0; i < letters; i++)
        printf("U+%04X ", (unsigned)wide[i]);
    printf("\n    backwards: ");
    for (size_t i = letters; i > 0; i--)
        printf("%lc", (wint_t)wide[i - 1]);
    printf("\n");
}

int main(void)
{
    char line[256];

    setlocale(LC_ALL, "");
    examine("naïve café");
    examine("Größe");
    examine("Ελλάδα");
    examine("日本語");
    examine("🦆 quack");

    printf("Your turn: ");
    fflush(stdout);
    if (fgets(line, sizeof line, stdin) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        examine(line);
    }
    return 0;
}
