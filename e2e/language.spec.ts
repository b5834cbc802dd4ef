import { retype } from './pages/retype.ts';
import { expect, test } from './test.ts';

test('text in any language goes in and out', async ({ ide }) => {
  await ide.runCode(`#include <stdio.h>
#include <string.h>
int main(void) {
  char line[80];
  puts("Ελλάδα, 日本, naïve, 🦆");
  fgets(line, sizeof line, stdin);
  line[strcspn(line, "\\n")] = 0;
  printf("<%s> %zu\\n", line, strlen(line));
}
`);
  await ide.terminal.shows('Ελλάδα, 日本, naïve, 🦆');
  await ide.terminal.compose('žluťoučký');
  await ide.terminal.type('\n');
  await ide.terminal.shows('<žluťoučký> 13');
  await ide.ended('exit 0');
});

test('arguments and environment come from the settings', async ({ ide }) => {
  await ide.settings.open();
  await retype(ide.settings.args, 'one "two words" 3');
  await retype(ide.settings.env, 'GREETING=Good morning\nEMPTY=');
  await ide.settings.close();
  await ide.runCode(`#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++)
    printf("%d <%s>\\n", i, argv[i]);
  printf("<%s> <%s>\\n", getenv("GREETING"), getenv("EMPTY"));
}
`);
  await ide.ended('exit 0');
  await expect(ide.terminal.rows).toContainText(['1 <one>', '2 <two words>', '3 <3>', '<Good morning> <>']);
});

test('the standard that was chosen is the one that holds', async ({ ide }) => {
  const code = '#include <stdio.h>\nint main(void) {\n  printf("standard %ld\\n", __STDC_VERSION__);\n}\n';
  for (const { standard, version } of [
    { standard: 'C99', version: '199901' },
    { standard: 'C23', version: '202311' },
  ]) {
    await ide.settings.open();
    await ide.settings.standard.selectOption(standard);
    await ide.settings.close();
    await ide.runCode(code);
    await ide.terminal.shows(`standard ${version}`);
    await ide.ended('exit 0');
  }
});

test('the optimisation that was chosen is the one that holds', async ({ ide }) => {
  const code = `#include <stdio.h>
int main(void) {
#ifdef __OPTIMIZE__
  puts("optimised");
#else
  puts("as written");
#endif
}
`;
  for (const { choice, says } of [
    { choice: '-O0', says: 'as written' },
    { choice: '-O2', says: 'optimised' },
  ]) {
    await ide.settings.open();
    await ide.settings.optimisation.selectOption({ value: choice });
    await ide.settings.close();
    await ide.runCode(code);
    await ide.terminal.shows(says);
    await ide.ended('exit 0');
  }
});

test('what cannot work here does not compile, and says why and what to do', async ({ ide }) => {
  await ide.runCode('#include <unistd.h>\nint main(void) {\n  return fork();\n}\n');
  await ide.ended(/1 error; nothing was run/);
  await expect(ide.problems.items.first()).toContainText(/'fork' is unavailable: .*cannot be copied.*instead/);
  await expect(ide.problems.items.first()).toContainText('3:10');
});
