import { beforeAll, describe, expect, it } from 'vitest';
import { bootC } from '../testing/c-fixture.ts';
import { NodeToolchain } from '../cli/node-toolchain.ts';

/** Says how memory stands after each step: `BREAK/SIZE` in pages, or the errno. */
const STEPS = `
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static long first;

static void say(void *at) {
  if (at == (void *)-1) printf("errno %d ", errno == ENOMEM ? 12 : errno);
  printf("%ld/%ld\\n", ((long)sbrk(0) >> 16) - first, (long)__builtin_wasm_memory_size(0) - first);
}

int main(int argc, char **argv) {
  first = (long)sbrk(0) >> 16;
  for (int i = 1; i < argc; i++) {
    long pages = atol(argv[i]);
    say(argv[i][0] == 'g' ? (void *)__builtin_wasm_memory_grow(0, atol(argv[i] + 1)) : sbrk(pages * 65536));
  }
}
`;

let toolchain: NodeToolchain;
beforeAll(() => {
  toolchain = NodeToolchain.load();
});

async function after(steps: string, extraFlags = '') {
  // So small a stack leaves the first steps to what is asked.
  const project = bootC(toolchain, { 'main.c': STEPS }, { extraFlags: `-Wl,-z,stack-size=1048576 ${extraFlags}` });
  const { stdout, outcome } = await project.run({ args: steps.split(' ') });
  return { said: stdout.trim().split('\n'), outcome };
}

describe('sbrk', () => {
  it('gives what is asked, and grows memory by a step of its own', async () => {
    expect((await after('1 15 1 200')).said).toEqual(['1/16', '16/16', '17/32', '217/217']);
  });

  it('grows by a quarter once there is much, and by 64 MiB at most', async () => {
    const { said } = await after('400 1 8000 1', '-Wl,--initial-memory=6553600');
    expect(said).toEqual(['400/400', '401/525', '8401/8401', '8402/9425']);
  });

  it('leaves alone what the program grows by itself', async () => {
    expect((await after('1 g5 1')).said).toEqual(['1/16', '21/21', '22/37']);
  });

  it('gives the last page below a limit, then refuses with ENOMEM and stays usable', async () => {
    const { said } = await after('1 5 1 2 3', '-Wl,--initial-memory=6553600,--max-memory=7208960');
    expect(said).toEqual(['1/1', '6/6', '7/7', '9/9', 'errno 12 9/9']);
  });

  it('traps when memory is to be given back', async () => {
    const { outcome } = await after('-1');
    expect(outcome).toMatchObject({ kind: 'trapped', reason: 'unreachable' });
  });
});
