import type { Ide } from './pages/ide.ts';
import { retype } from './pages/retype.ts';
import { Trace } from './pages/trace.ts';
import { expect, test } from './test.ts';

const GUESSES = `#include "report.h"
int main(void) { return library_run(preopen_stdout(), 4); }
`;

test('references cannot write what they were narrowed from', async ({ ide }) => {
  await openExample(ide, 'References');
  await ide.run();
  await ide.ended('exit 0');
  await prints(ide, 'the note was not written: Capabilities insufficient');
  // What was narrowed lists the folder after what it was narrowed from is dropped.
  await prints(ide, /After the first was dropped:[^]*colours\.txt {2}10 bytes/);
});

test('a library component cannot use what it was not handed, and the trace says what it held', async ({ ide }) => {
  const calls = new Trace(ide.page, ide.palette);
  await openExample(ide, 'A library in a box');
  await calls.record();
  await ide.run();
  await ide.ended('exit 0');
  await prints(ide, 'main: the library returned 0');
  await retype(calls.search, 'report: I was handed');
  await expect(calls.rows).toHaveCount(1);
  await expect(calls.rows).toContainText('report.c:');
  await calls.choose(calls.rows);
  await expect(calls.details).toContainText('Handles of the component');
  await expect(calls.details).toContainText('1: output-stream of 1');
  await calls.close();

  await ide.files.open('main.c');
  await ide.runCode(GUESSES);
  await ide.ended('trap');
  await prints(ide, 'holds none with this number');
});

async function openExample(ide: Ide, title: string): Promise<void> {
  await ide.projects.openExample(title);
  await expect(ide.projects.menuButton).toHaveAccessibleName(new RegExp(`^Project: ${title}`));
  await ide.terminal.clear();
}

/** Also where the screen shows the end only. */
async function prints(ide: Ide, text: string | RegExp): Promise<void> {
  await expect.poll(() => ide.terminal.allText()).toMatch(text);
}
