#error "<curses.h> is not here: WASI cannot switch a terminal to single key presses. Draw with escape sequences such as \"\\033[2J\" and read lines with fgets()"
