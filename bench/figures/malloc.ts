import { withHarness } from '../drive/harness-page.ts';
import { NodeGuests } from '../drive/node-guest.ts';
import { missing, type Figure, type Group } from '../figure.ts';
import { numberSaid, programSource } from '../programs.ts';
import { median, range, repeat } from '../statistics.ts';
import type { ProjectSettings } from '../../runtime/project/settings.ts';

/** Linked without our library, a program grows memory as libc does: 64 KiB at a time. */
const WITH_LIBC_ONLY: Partial<ProjectSettings> = { withoutDefaults: ['compat'] };

/** A program that asks for much memory in small pieces. */
export const malloc: Group = {
  name: 'malloc',
  async *measure({ browsers, isQuick }) {
    const megabytes = isQuick ? 64 : 200;
    const count = isQuick ? 3 : 7;
    const figure = (where: Figure['where'], pairs: readonly (readonly [ours: string, libc: string])[]): Figure => {
      const ours = pairs.map(([said]) => milliseconds(said));
      return {
        name: `malloc until ${megabytes} MB live`,
        where,
        value: median(ours),
        unit: 'ms',
        reference: { value: median(pairs.map(([, said]) => milliseconds(said))), what: 'with the sbrk of wasi-libc' },
        note: range(ours),
      };
    };

    for (const browser of browsers) {
      try {
        yield figure(
          browser,
          await withHarness(browser, 'shared', (harness) =>
            repeat(count, async () => {
              const run = (settings: Partial<ProjectSettings>): Promise<string> =>
                harness.measure(programSource('malloc'), String(megabytes), { settings });
              return [await run({}), await run(WITH_LIBC_ONLY)] as const;
            }),
          ),
        );
      } catch (error) {
        yield missing({ name: `malloc until ${megabytes} MB live`, where: browser, unit: 'ms' }, error);
      }
    }
    const guests = new NodeGuests();
    const ours = await guests.build(programSource('malloc'));
    const libc = await guests.build(programSource('malloc'), WITH_LIBC_ONLY);
    const args = [String(megabytes)];
    yield figure(
      'node',
      await repeat(count, async () => [await guests.measure(ours, args), await guests.measure(libc, args)] as const),
    );
  },
};

function milliseconds(said: string): number {
  return numberSaid(said, 'ns') / 1e6;
}
