/* An interpreter for a language of eight characters: a tape of bytes and a pointer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TAPE 30000

/* For every bracket, where its partner is. */
static int *match_brackets(const char *code)
{
    size_t length = strlen(code);
    int *partner = calloc(length + 1, sizeof *partner);
    int *open = calloc(length + 1, sizeof *open);
    int depth = 0;

    if (partner == NULL || open == NULL)
        exit(1);
    for (int i = 0; code[i] != '\0'; i++) {
        if (code[i] == '[') {
            open[depth++] = i;
        } else if (code[i] == ']') {
            if (depth == 0) {
                fprintf(stderr, "] at %d has no [\n", i);
                exit(1);
            }
            partner[i] = open[--depth];
            partner[partner[i]] = i;
        }
    }
    if (depth > 0) {
        fprintf(stderr, "[ at %d has no ]\n", open[depth - 1]);
        exit(1);
    }
    free(open);
    return partner;
}

static void run(const char *code)
{
    static unsigned char tape[TAPE];
    int *partner = match_brackets(code);
    int at = 0;

    memset(tape, 0, sizeof tape);
    for (int i = 0; code[i] != '\0'; i++) {
        switch (code[i]) {
        case '>': at = (at + 1) % TAPE; break;
        case '<': at = (at + TAPE - 1) % TAPE; break;
        case '+': tape[at]++; break;
        case '-': tape[at]--; break;
        case '.': putchar(tape[at]); break;
        case ',': tape[at] = (unsigned char)getchar(); break;
        case '[': i = tape[at] == 0 ? partner[i] : i; break;
        case ']': i = tape[at] != 0 ? partner[i] : i; break;
        }
    }
    free(partner);
}

int main(void)
{
    /* The alphabet: 26 in one cell counts down while the letter in the next counts up. */
    run("++++++++++[>+++>++++++>+<<<-]"
        ">----<" /* 26 in cell 1 */
        ">>+++++<<" /* 65, an A, in cell 2 */
        ">[>.+<-]>>.");

    /*
     * A triangle. Cells: rows left, stars in this row, two copies of that, a star, a newline.
     * Counting with copies is the only way: reading a cell means counting it down.
     */
    run("++++++++>>>++++++++++[>++++>+<<-]>++<<<<"
        "[>+[>+>+<<-]>>[<<+>>-]<[>>.<<-]>>>.<<<<<-]");
    return 0;
}
