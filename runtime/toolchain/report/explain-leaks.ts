import { assertNever } from '../../base/assert-never.ts';
import type { Tools } from '../tools/tools.ts';
import { placeText } from './explain-checks-report.ts';
import type { Facts } from './facts.ts';
import { bytes } from './mistake-sentences.ts';
import { codeStart, symbolizeStacks } from './symbolize.ts';

/** As the library tells them: no pointer is left; whether one is left is not known; there is one. The worst first. */
const KINDS = ['lost', 'left', 'kept'] as const;

interface Leak {
  readonly kind: (typeof KINDS)[number];
  readonly count: number;
  readonly size: number;
  readonly made: number;
}

/** A sentence for each place that allocated what was not freed; what no pointer leads to first, then the largest. */
export async function explainLeaks(tools: Tools, program: Uint8Array, facts: Facts): Promise<readonly string[]> {
  const leaks = leaksOf(facts);
  const start = codeStart(program) ?? 0;
  const places = await symbolizeStacks(
    tools,
    program,
    leaks.map(({ made }) => [{ functionIndex: 0, byteOffset: start + made, name: undefined }]),
  );
  return leaks.map(({ kind, count, size }, i) => {
    const what = count === 1 ? `A block of ${bytes(size)}` : `${count.toLocaleString('en')} blocks, ${bytes(size)},`;
    const where = placeText(places[i]?.[0]) ?? 'at an unknown place';
    const [was, it] = count === 1 ? ['was', 'it'] : ['were', 'them'];
    switch (kind) {
      case 'lost':
        return `${what} allocated ${where} ${was} never freed, and no pointer to ${it} is left`;
      case 'left':
        return `${what} allocated ${where} ${was} not freed when the program called exit()`;
      case 'kept':
        return `${what} allocated ${where} ${was} not freed; a pointer to ${it} is still there`;
      default:
        return assertNever(kind, 'kind of a leak');
    }
  });
}

function leaksOf(facts: Facts): readonly Leak[] {
  const leaks = KINDS.flatMap((kind) =>
    facts.all(kind).map((text) => {
      const [count = 0, size = 0, made = 0] = text.split(' ').map(Number);
      return { kind, count, size, made };
    }),
  );
  return leaks.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || b.size - a.size);
}
