#include <stdio.h>
int main(void) { puts("hello a"); return 0; }
