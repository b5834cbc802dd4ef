import { expect, test } from './test.ts';

const PROGRAM = `#include <stdio.h>
int main(void) {
    FILE *file = fopen("/tmp/../project/main.c", "r");
    puts(file ? "open" : "refused");
    return 0;
}
`;

test('a refusal is explained after a run, without recording calls, at its line', async ({ ide }) => {
  await ide.runCode(PROGRAM);
  await ide.ended('exit 0');
  const outcome = ide.page.getByRole('region', { name: 'Outcome' });
  await expect(outcome).toContainText('exit 0');
  await expect(outcome).toContainText('steps out of the folder it was granted as /tmp');
  await expect(outcome.getByRole('button', { name: 'main.c:3' })).toBeVisible();
  await outcome.getByRole('button', { name: 'Why?' }).click();
  await expect(outcome).toContainText('A path may only go down from where it starts.');
});
