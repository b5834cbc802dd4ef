#error "<conio.h> belongs to DOS and Windows compilers: read with getchar() from <stdio.h>, clear the screen with printf(\"\\033[2J\\033[H\")"
