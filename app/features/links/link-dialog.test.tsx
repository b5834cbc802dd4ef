// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../runtime/protocol/project.ts';
import { boot } from '../../services/testing/fake-kernel.ts';
import { mount } from '../../testing/mount.tsx';
import LinkDialog from './LinkDialog.tsx';

/** They look the same unless the page shows what has no picture. */
const TWINS = ['main.c', 'main\u200b.c', 'main.c\u2060', 'm\u00adain.c', 'main.c ', 'main\u3164.c'];
const SHOWN = ['main.c', 'main⟨U+200B⟩.c', 'main.c⟨U+2060⟩', 'm⟨U+00AD⟩ain.c', 'main.c␣', 'main⟨U+3164⟩.c'];

it('shows each name in a link or a zip so that it differs from every other', async () => {
  const files = new Map(TWINS.map((name) => [name, new TextEncoder().encode('int x;\n')]));
  const refused = [{ path: '“a\u200b.c”', reason: 'it is a link' }];
  const page = boot({ 'main.c': '' });
  const dialog = await mount(
    page,
    <LinkDialog
      project={{ name: 'Two\u200b', settings: DEFAULT_SETTINGS, files, folders: [] }}
      refused={refused}
      onClose={() => undefined}
    />,
  );
  const choice = dialog.field('Its 6 files') as HTMLSelectElement;
  expect([...choice.options].map(({ textContent }) => textContent)).toEqual(SHOWN);
  expect(dialog.text()).toContain('“Two⟨U+200B⟩”');
  expect(dialog.text()).toContain('“a⟨U+200B⟩.c”: it is a link');
  await dialog.enter('Its 6 files', 'main\u200b.c');
  expect(document.querySelector('[role=region]')?.getAttribute('aria-label')).toBe('Preview of main⟨U+200B⟩.c');
});
