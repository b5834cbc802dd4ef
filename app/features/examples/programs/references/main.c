/*
 * Descriptors as references: values that a program can pass on, keep in a table and narrow, but cannot make from a number.
 * An experiment of Preopen's. Try (preopen_ref)3, or a struct with a preopen_ref in it, and see what the compiler says.
 */
#include <preopen/ref.h>
#include <stdio.h>

/* Where references can be kept: they cannot lie in memory. */
PREOPEN_TABLE(folders);

/* Lists what the folder holds, with sizes. It is handed one folder, and reaches nothing else by it. */
static void list(preopen_ref folder)
{
    char name[64];
    while (preopen_list(folder, name, sizeof name) > 0) {
        if (name[0] == '.')
            continue;
        preopen_ref file = preopen_open_at(folder, name, PREOPEN_READ);
        struct preopen_stat stat;
        if (preopen_is_null(file) || preopen_stat(file, &stat) < 0) {
            printf("  %-12s %s\n", name, strerror(errno));
            continue;
        }
        printf("  %-12s %llu bytes\n", name, (unsigned long long)stat.size);
        preopen_drop(file);
    }
}

static void write_note(preopen_ref folder)
{
    preopen_ref note = preopen_open_at(folder, "note.txt", PREOPEN_WRITE | PREOPEN_CREATE | PREOPEN_TRUNCATE);
    if (preopen_is_null(note)) {
        printf("  the note was not written: %s\n", strerror(errno));
        return;
    }
    printf("  the note has %d bytes now\n", preopen_write(note, "hello", 5));
    preopen_drop(note);
}

int main(void)
{
    preopen_ref project = preopen_folder(0);
    preopen_ref box = preopen_open_at(project, "data", PREOPEN_FOLDER);

    preopen_table_grow(folders, 2);
    preopen_table_set(folders, 0, box);
    preopen_table_set(folders, 1, preopen_narrow(box, PREOPEN_READ));

    for (int i = 0; i < 2; i++) {
        puts(i == 0 ? "As it was opened:" : "Narrowed to reading:");
        write_note(preopen_table_get(folders, i));
        list(preopen_table_get(folders, i));
    }

    preopen_drop(box);
    puts("After the first was dropped:");
    write_note(preopen_table_get(folders, 0));
    list(preopen_table_get(folders, 1));
    return 0;
}
