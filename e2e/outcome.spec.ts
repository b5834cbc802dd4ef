import { Policy } from './pages/policy.ts';
import { expect, test } from './test.ts';

const STEPS_OUT = `#include <stdio.h>
int main(void) {
    FILE *file = fopen("/tmp/../project/main.c", "r");
    puts(file ? "open" : "refused");
    return 0;
}
`;
const WRITES = `#include <stdio.h>
int main(void) {
    FILE *file = fopen("/made.txt", "w");
    puts(file ? "made it" : "could not");
    return 0;
}
`;

test('a refusal is explained after a run, without recording calls, at its line', async ({ ide }) => {
  await ide.runCode(STEPS_OUT);
  await ide.ended('exit 0');
  const outcome = ide.page.getByRole('region', { name: 'Outcome' });
  await expect(outcome).toContainText('exit 0');
  await expect(outcome).toContainText('leaves the granted folder /tmp');
  await expect(outcome.getByRole('button', { name: 'main.c:3' })).toBeVisible();
  await outcome.getByRole('button', { name: 'Why?' }).click();
  await expect(outcome).toContainText('A path may only go down from where it starts.');
});

test('a refusal is counted beside Trace, allowed with one press, and the change of the policy can be undone', async ({
  ide,
}) => {
  const policy = new Policy(ide.page, ide);
  await policy.open();
  await policy.preset.selectOption('Project, read only');
  await ide.runCode(WRITES);
  await ide.terminal.shows('could not');
  await ide.ended('exit 0');
  const outcome = ide.page.getByRole('region', { name: 'Outcome' });
  const trace = ide.page
    .getByRole('navigation', { name: 'Panels' })
    .getByRole('button', { name: 'Trace', exact: true });
  await expect(trace).toHaveAccessibleDescription('1 refused');
  await expect(outcome.getByRole('button', { name: /^used \d of \d grants: show the least$/ })).toBeVisible();
  await expect(outcome.getByRole('button', { name: 'main.c:3' })).toBeVisible();
  const why = outcome.getByRole('button', { name: 'Why?' });
  await why.click();
  await expect(why).toHaveAttribute('aria-expanded', 'true');
  await expect(outcome).toContainText('Allowing it adds');

  await outcome.getByRole('button', { name: 'Allow and run again' }).click();
  await ide.terminal.shows('made it');
  await ide.ended('exit 0');
  await expect(outcome.getByRole('list')).toHaveCount(0);
  await expect(trace).not.toHaveAccessibleDescription(/refused/);
  await expect(ide.files.item('made.txt')).toBeVisible();
  await expect(policy.preset).toHaveValue('own');
  await policy.undoButton.click();
  await expect(policy.preset).toHaveValue('project-read');
});
