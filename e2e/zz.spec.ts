import { test } from './test.ts';
test('probe', async ({ ide }) => {
  await ide.runCode('#include <stdio.h>\n#include <string.h>\nint main(void) {\n  char line[80];\n  printf("Line: ");\n  fgets(line, sizeof line, stdin);\n printf("read %zu: %s", strlen(line), line);\n}\n');
  await ide.terminal.shows('Line:');
  const show = async (s) => { await ide.page.waitForTimeout(1200); console.log(s, JSON.stringify((await ide.terminal.rows.allTextContents()).slice(0,4))); };
  await ide.terminal.type('a');
  await ide.terminal.type('你');
  await show('type ni');
  await ide.terminal.insert('🦆');
  await show('insert duck');
  await ide.terminal.compose('好');
  await show('compose');
  await ide.terminal.type('!\n');
  await show('enter');
});
