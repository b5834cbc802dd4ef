import { NodeToolchain } from '../../../runtime/cli/node-toolchain.ts';
import { bootC } from '../../../runtime/testing/c-fixture.ts';

/** Copies standard input to `/out.txt` and to standard output, and says what it was started with. */
const COPIES = `#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  char line[80];
  FILE *out = fopen("/out.txt", "w");
  if (!out) { perror("/out.txt"); return 2; }
  printf("%s %s %s\\n", argv[0], argc > 1 ? argv[1] : "-", getenv("WHO"));
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    fputs(line, out);
    printf("> %s", line);
    fflush(stdout);
  }
  return 3;
}
`;

const LOOPS = 'int main(void) { for (volatile int i = 0;; i++) {} }\n';

const READS_TWICE = `#include <stdio.h>
#include <errno.h>
#include <string.h>
int main(void) {
  for (int i = 0; i < 2; i++) {
    FILE *file = fopen("/data/note.txt", "r");
    char line[80] = "";
    if (!file) printf("%s\\n", strerror(errno));
    else if (fgets(line, sizeof line, file)) puts(line);
    fflush(stdout);
    if (i == 0) getchar();
  }
}
`;

const TRAPS = '#include <stdlib.h>\nint main(void) { abort(); }\n';

/** Programs that the compiler of this project makes. */
export async function programs() {
  const toolchain = NodeToolchain.load();
  const made = async (code: string): Promise<Uint8Array<ArrayBuffer>> => {
    const built = await bootC(toolchain, { 'main.c': code }).build();
    if (built.kind !== 'built') throw new Error('The program of the test was not built');
    return built.program as Uint8Array<ArrayBuffer>;
  };
  return {
    copies: await made(COPIES),
    loops: await made(LOOPS),
    readsTwice: await made(READS_TWICE),
    traps: await made(TRAPS),
  };
}
