import type { Tools } from '../tools/tools.ts';
import { placeText } from './explain-mistake.ts';
import type { Facts } from './facts.ts';
import { bytes } from './mistake-sentences.ts';
import { codeStart, symbolizeStacks } from './symbolize.ts';

interface Leak {
  readonly isLost: boolean;
  readonly count: number;
  readonly size: number;
  readonly made: number;
}

/** A sentence for each place that allocated what was not freed; what is lost for ever first, then the largest. */
export async function explainLeaks(tools: Tools, program: Uint8Array, facts: Facts): Promise<readonly string[]> {
  const leaks = leaksOf(facts);
  const start = codeStart(program) ?? 0;
  const places = await symbolizeStacks(
    tools,
    program,
    leaks.map(({ made }) => [{ functionIndex: 0, byteOffset: start + made, name: undefined }]),
  );
  return leaks.map(({ isLost, count, size }, i) => {
    const what = count === 1 ? `A block of ${bytes(size)}` : `${count.toLocaleString('en')} blocks, ${bytes(size)},`;
    const where = placeText(places[i]?.[0]) ?? 'at an unknown place';
    const [was, it] = count === 1 ? ['was', 'it'] : ['were', 'them'];
    return isLost
      ? `${what} allocated ${where} ${was} never freed, and no pointer to ${it} is left`
      : `${what} allocated ${where} ${was} not freed; a pointer to ${it} is still there`;
  });
}

function leaksOf(facts: Facts): readonly Leak[] {
  const leaks = (['lost', 'kept'] as const).flatMap((kind) =>
    facts.all(kind).map((text) => {
      const [count = 0, size = 0, made = 0] = text.split(' ').map(Number);
      return { isLost: kind === 'lost', count, size, made };
    }),
  );
  return leaks.sort((a, b) => Number(b.isLost) - Number(a.isLost) || b.size - a.size);
}
