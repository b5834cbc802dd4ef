/* Counts lines, words and characters of its input, and the words that occur most. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WORDS 5000

struct word {
    char text[32];
    int count;
};

static struct word words[MAX_WORDS];
static int word_count;

static void add(const char *text)
{
    for (int i = 0; i < word_count; i++)
        if (strcmp(words[i].text, text) == 0) {
            words[i].count++;
            return;
        }
    if (word_count < MAX_WORDS) {
        strcpy(words[word_count].text, text);
        words[word_count++].count = 1;
    }
}

static int most_frequent_first(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    return a->count != b->count ? b->count - a->count : strcmp(a->text, b->text);
}

int main(void)
{
    char current[32];
    int length = 0, lines = 0, total = 0, characters = 0, c;

    do {
        c = getchar();
        characters += c != EOF;
        lines += c == '\n';
        if (isalpha(c) || c == '\'') {
            if (length < (int)sizeof current - 1)
                current[length++] = (char)tolower(c);
        } else if (length > 0) {
            current[length] = '\0';
            add(current);
            total++;
            length = 0;
        }
    } while (c != EOF);

    printf("%d lines, %d words, %d characters\n", lines, total, characters);
    qsort(words, (size_t)word_count, sizeof words[0], most_frequent_first);
    for (int i = 0; i < word_count && i < 10; i++)
        printf("%4d  %s\n", words[i].count, words[i].text);
    return 0;
}
