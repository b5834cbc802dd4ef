import { expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import { symbolsOf } from './object-symbols.ts';

const toolchain = NodeToolchain.load();

async function objectOf(source: string, extraFlags = ''): Promise<Uint8Array> {
  const project = bootC(toolchain, { 'main.c': source }, { extraFlags });
  await project.build();
  return project.tools.output('main.c.o') ?? new Uint8Array();
}

it('tells what an object defines and what it wants of others', async () => {
  const object = await objectOf(`
#include <setjmp.h>
extern int wanted_data, never_used;
extern int wanted_weakly(void) __attribute__((weak));
extern int imported(int) __attribute__((import_module("env"), import_name("other_name")));
extern _Thread_local int wanted_of_thread;
int wanted(void);
int data = 1;
int common;
_Thread_local int of_thread = 3;
static int local_data = 2;
static int local(void) { return local_data++; }
int weak(void) __attribute__((weak));
int weak(void) { return local(); }
int other(void) __attribute__((alias("weak")));
jmp_buf place;
int main(void) {
    if (setjmp(place)) return wanted_of_thread;
    return wanted() + wanted_data + (wanted_weakly ? wanted_weakly() : 0) + imported(common) + of_thread;
}
`);
  const symbols = symbolsOf(object);
  const byClang = ['__main_void', '__original_main'];
  expect(symbols?.defined.toSorted()).toEqual(
    [...byClang, 'common', 'data', 'main', 'of_thread', 'other', 'place', 'weak'].sort(),
  );
  expect(symbols?.undefined).toEqual(
    expect.arrayContaining([
      ...['wanted', 'wanted_data', 'wanted_of_thread', 'wanted_weakly', 'imported', '__stack_pointer'],
      ...['__wasm_setjmp', '__c_longjmp'],
    ]),
  );
  expect(symbols?.undefined).not.toContain('never_used');
});

it('reads nothing else', async () => {
  expect(symbolsOf(await objectOf('int main(void) { return 0; }', '-flto'))).toBeUndefined();
  expect(symbolsOf(new TextEncoder().encode('int main(void) { return 0; }'))).toBeUndefined();
  const object = await objectOf('int main(void) { return 0; }');
  for (let length = 0; length < object.length; length += 7) {
    const cut = symbolsOf(object.subarray(0, length));
    expect(cut === undefined || cut.defined.includes('main')).toBe(true);
  }
});
