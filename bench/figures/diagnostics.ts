import { withHarness } from '../drive/harness-page.ts';
import { NativeToolchain } from '../drive/native.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { median, range, repeat, timedMs } from '../statistics.ts';
import { UNCHECKED } from '../unchecked.ts';

const WARM_UP = 2;
const LINES = 300;
const MOST_MS = 60;
/** The page checks when typing has paused for so long. */
const PAUSE_MS = 300;

/** What typing waits for: the problems of a file of ordinary size. */
export const diagnostics: Group = {
  name: 'diagnostics',
  async *measure({ browsers, isQuick }) {
    const count = isQuick ? 5 : 20;
    const name = `warm diagnostics of ${LINES} lines`;
    using native = await NativeToolchain.find();
    const reference = native && {
      value: median((await repeat(count, (i) => native.check(source(i)))).slice(1)),
      what: 'native clang -fsyntax-only, process start included',
    };
    const figure = (where: Figure['where'], ms: readonly number[]): Figure => ({
      name,
      where,
      value: median(ms.slice(WARM_UP)),
      unit: 'ms',
      reference,
      goal: MOST_MS,
      note: range(ms.slice(WARM_UP)),
    });

    for (const browser of browsers) {
      try {
        yield figure(
          browser,
          await withHarness(browser, 'shared', (harness) =>
            repeat(WARM_UP + count, async (i) => {
              await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
              return (await harness.check(source(i))).ms;
            }),
          ),
        );
      } catch (error) {
        yield missing({ name, where: browser, unit: 'ms' }, error);
      }
    }
    const { files, builder, needCxx } = new NodeGuests().workbench;
    yield figure(
      'node',
      await repeat(WARM_UP + count, (i) => {
        files.write('main.c', new TextEncoder().encode(source(i)));
        return timedMs(() => builder.check('main.c', UNCHECKED, new AbortController().signal, needCxx));
      }),
    );
  },
};

/** A file of 300 lines in its `i`th version, with the headers that most programs have and a few warnings. */
function source(i: number): string {
  const head = [
    '#include <math.h>',
    '#include <stdio.h>',
    '#include <stdlib.h>',
    '#include <string.h>',
    `static int version = ${i};`,
    '',
  ];
  const oneFunction = (n: number): readonly string[] => [
    `static double average${n}(const int *values, size_t count)`,
    '{',
    '    double sum = 0;',
    '    for (size_t i = 0; i < count; i++) {',
    '        if (values[i] < 0) printf("%d is negative\\n", values[i]);',
    '        sum += sqrt(fabs((double)values[i]));',
    '    }',
    n % 8 === 0 ? '    int unused = version;' : '    char text[16] = "";',
    n % 8 === 0 ? '' : '    snprintf(text, sizeof text, "%zu", strlen(text) + count);',
    '    return count ? sum / count : 0;',
    '}',
    '',
  ];
  const tail = [
    'int main(void)',
    '{',
    '    int values[] = {3, 1, 4, 1, 5};',
    '    printf("%f\\n", average0(values, 5));',
    '    return 0;',
    '}',
  ];
  const lines = [...head];
  for (let n = 0; lines.length + 12 + tail.length <= LINES; n++) lines.push(...oneFunction(n));
  while (lines.length + tail.length < LINES) lines.push('');
  return [...lines, ...tail, ''].join('\n');
}
