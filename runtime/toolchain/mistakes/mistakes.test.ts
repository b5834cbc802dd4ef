import { describe, expect, it } from 'vitest';
import { bootC } from '../../testing/c-fixture.ts';
import { NodeToolchain } from '../../cli/node-toolchain.ts';
import type { Diagnostic } from '../../project/diagnostic.ts';
import { DEFAULT_SETTINGS } from '../../project/settings.ts';
import { PAGE_GUIDANCE } from '../report/guidance.ts';
import { explainMistake } from './explain-mistake.ts';
import { programOf, type Mistake } from './mistake.ts';
import { MISTAKES } from './mistakes.ts';

const HEAD = `# Compile errors in plain words

This page is generated: \`npx vitest run runtime/toolchain/mistakes -u\` writes it from \`runtime/toolchain/mistakes\`. Each part shows a
program with a mistake, what clang says about it, what Preopen says after that, and the same program without the mistake. The
programs are compiled by the tests. Lines are counted in the whole program, which mostly begins with \`#include <stdio.h>\` and \`int main(void) {\`.
`;
const POINT = 'struct point { int x, y; };\n';
const project = bootC(NodeToolchain.load(), { 'main.c': '', 'point.h': POINT });

async function diagnosticsOf(mistake: Mistake, lines: string): Promise<readonly Diagnostic[]> {
  project.write('main.c', programOf(mistake, lines));
  const settings = { ...DEFAULT_SETTINGS, extraFlags: mistake.flags ?? '' };
  const found = await project.builder.check('main.c', settings, new AbortController().signal, project.needCxx);
  if (!found) throw new Error('The check did not end');
  return found;
}

function rowOf(mistake: Mistake, diagnostic: Diagnostic, lines: string): Mistake | undefined {
  const texts = new Map([
    ['main.c', programOf(mistake, lines).split('\n')],
    ['point.h', POINT.split('\n')],
  ]);
  return explainMistake(diagnostic, PAGE_GUIDANCE, (file, line) => texts.get(file)?.[line - 1])?.mistake;
}

/** A diagnostic with all that follow from it. */
function flat(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.flatMap((one) => [one, ...flat(one.follow ?? [])]);
}

function block(text: string): string {
  return `\`\`\`c\n${text}\n\`\`\``;
}

const pages = new Map<string, string[]>();

describe.each(Object.entries(MISTAKES))('%s', (subject, rows) => {
  it.each(rows)('$name', async (mistake) => {
    const found = flat(await diagnosticsOf(mistake, mistake.wrong));
    const own = found.find((diagnostic) => rowOf(mistake, diagnostic, mistake.wrong) === mistake);
    const { meaning, advice = '' } = own?.explanation ?? {};
    expect(meaning, found.map(({ message }) => message).join('\n')).toBeDefined();
    for (const sentence of [meaning, advice]) expect(sentence).toMatch(/^\S.*[^.\s]$/);
    expect(own?.explanation?.example).toEqual({ wrong: mistake.wrong, right: mistake.right });
    // What is advised helps: the lines without the mistake compile, and nothing is said about them.
    expect(await diagnosticsOf(mistake, mistake.right)).toEqual([]);
    const page = pages.get(subject) ?? [];
    const { wrong, right } = mistake;
    page.push(
      `### ${mistake.name}\n\n${block(wrong)}\n\n\`\`\`text\n${own?.message ?? ''}\n\`\`\`\n\n- ${meaning ?? ''}.\n- ${advice}.\n\n${block(right)}`,
    );
    pages.set(subject, page);
  });
});

it('is what docs/compile-errors.md says', async () => {
  const parts = [...pages].map(([subject, page]) => `## ${subject}\n\n${page.join('\n\n')}`);
  await expect(`${HEAD}\n${parts.join('\n\n')}\n`).toMatchFileSnapshot('../../../docs/compile-errors.md');
});
