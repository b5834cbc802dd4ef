// many-calls: makes a million system calls that change nothing.
#include <unistd.h>

int main(void)
{
    for (int i = 0; i < 1000000; i++)
        lseek(2, 0, SEEK_CUR);
    return 0;
}
