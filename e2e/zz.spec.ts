import { test } from './test.ts';
for (const n of [1, 2]) test('f8 ' + n, async ({ ide }) => {
  await ide.editor.write('#include <stdio.h>\nint main(void) {\n  puts("never shown");\n  return answer;\n}\n');
  await test.expect(ide.problems.items).toHaveCount(1);
  await ide.editor.press('F8');
  for (let i = 0; i < 4; i++) { await ide.page.waitForTimeout(300);
  console.log(n, i, await ide.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), JSON.stringify((await ide.editor.panel.ariaSnapshot()).split('\n').slice(6))); }
  await ide.editor.press('F8');
  await ide.page.waitForTimeout(600);
  console.log(JSON.stringify((await ide.editor.panel.ariaSnapshot()).split('\n').slice(6)));
});
