import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import type { ProjectSettings } from '../../project/settings.ts';

const toolchain = NodeToolchain.load();

async function run(body: string, change: Partial<ProjectSettings> = {}, files: Readonly<Record<string, string>> = {}) {
  const main = `#include <stdarg.h>\n#include <stdio.h>\n#include <string.h>\n#include <wchar.h>\n
__attribute__((unused)) static void say(const char *format, ...) { va_list l; va_start(l, format); vprintf(format, l); va_end(l); }
int main(void) { ${body} return 0; }\n`;
  const project = bootC(toolchain, { 'main.c': main, ...files }, change);
  const built = await project.build();
  if (built.kind !== 'built') throw new Error(JSON.stringify(built));
  const { outcome, stdout } = await project.start(built.program);
  expect(outcome).toEqual({ kind: 'exited', code: 0 });
  return { stdout, said: built.said, size: built.program.length };
}

describe('%I64d', () => {
  it.each([
    [
      'printf("%I64d %d|%12I64d|%-14I64u|%s", -5000000000, 3, -5000000000, 18000000000000000000u, "s");',
      '-5000000000 3| -5000000000|18000000000000000000|s',
    ],
    [
      'printf("%+I64i %020I64d %*I64d %.12I64d", 7ll, -5000000000, 4, -1ll, 7000000000);',
      '+7 -0000000005000000000   -1 007000000000',
    ],
    [
      'printf("%I64x %I64X %#I64o", 0xabcdef012345, 0xabcdef012345, 01234567012345);',
      'abcdef012345 ABCDEF012345 01234567012345',
    ],
    ['printf("%2$I64d %1$s", "first", -5000000000);', '-5000000000 first'],
    [
      'printf("100%% %%I64d I64d %5.2f %lld %Lf %I64d\\n", 2.5, -5000000000, 1.5L, 1ll);',
      '100% %I64d I64d  2.50 -5000000000 1.500000 1\n',
    ],
    [
      'char t[40]; snprintf(t, sizeof t, "[%I64d]", -5000000000); fputs(t, stdout); fprintf(stdout, "%I64d", 1ll);',
      '[-5000000000]1',
    ],
    ['wchar_t t[40]; swprintf(t, 40, L"%I64d %ls", -5000000000, L"wide"); printf("%ls", t);', '-5000000000 wide'],
    ['say("%I64d %s %g", -5000000000, "own", 0.5);', '-5000000000 own 0.5'],
    ['char f[20]; sprintf(f, "%%%dI64d", 13); say(f, -5000000000);', '  -5000000000'],
    [
      'static char f[9000]; memset(f, \'x\', 8000); strcpy(f + 8000, "%I64d"); say(f, -5000000000);',
      `${'x'.repeat(8000)}-5000000000`,
    ],
  ])('is printed as on Windows: %s', async (body, expected) => {
    expect((await run(body)).stdout).toBe(expected);
  });

  it('is read as on Windows', async () => {
    const body = `long long a = 0; unsigned long long b = 0, c = 0; int d = 0; char set[20];
      int n = sscanf("-9000000000 18000000000000000000 ff12345678 <I64d] 12", "%I64d %I64u%I64x <%[]%I64d] %d", &a, &b, &c, set, &d);
      printf("%d %lld %llu %llx %s %d|", n, a, b, c, set, d);
      n = sscanf("123456789012 -07 7", "%6I64d%*I64d %I64i %I64o", &a, &b, &c);
      printf("%d %lld %lld %llo|", n, a, b, c);
      swscanf(L"77000000000", L"%I64d", &a); printf("%lld", a);`;
    expect((await run(body)).stdout).toBe(
      '5 -9000000000 18000000000000000000 ff12345678 I64d] 12|3 123456 -7 7|77000000000',
    );
  });

  it('works where another file has the format, and where the linker makes the code', async () => {
    const files = { 'format.c': 'const char *const format = "%I64d %d";\n' };
    const body = 'extern const char *const format; say(format, -5000000000, 3);';
    expect((await run(body, {}, files)).stdout).toBe('-5000000000 3');
    expect((await run(body, { extraFlags: '-flto' }, files)).stdout).toBe('-5000000000 3');
  });

  it('has a warning that says so, and costs a program without it nothing', async () => {
    const { said, size } = await run('printf("%I64d", 1ll);');
    expect(said).toContain('-Wformat');
    expect(said).toContain('%I64d works here as on Windows. Standard C is %lld');
    const plain = await run('printf("%lld", 1ll);');
    expect(plain.said).toBe('');
    expect(plain.size).toBeLessThan(size);
  });
});
