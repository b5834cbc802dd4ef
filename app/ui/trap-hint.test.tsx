// @vitest-environment happy-dom
import { useRef } from 'react';
import { expect, it } from 'vitest';
import { boot } from '../services/testing/fake-kernel.ts';
import { mount, type Mounted } from '../testing/mount.tsx';
import { TrapHint } from './TrapHint.tsx';

function Trap() {
  const host = useRef<HTMLDivElement>(null);
  return (
    <>
      <button type="button">Before</button>
      <div ref={host}>
        <textarea aria-label="Trap" aria-describedby="hint" />
        <TrapHint id="hint" host={host} text="Tab stays here. Escape leaves." />
      </div>
    </>
  );
}

const isInView = (): boolean => document.getElementById('hint')?.className === 'trap-hint';

/** What the browser does with a key: the event, and with Tab the focus. */
function press(page: Mounted, key: string): Promise<void> {
  return page.doing(() => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    if (key === 'Tab' && document.activeElement === page.button('Before')) page.field('Trap').focus();
  });
}

it('shows how to leave to one who came with Tab, until the first other key', async () => {
  const page = await mount(boot({}), <Trap />);
  expect([page.text(), isInView()]).toEqual([expect.stringContaining('Escape leaves'), false]);
  await page.doing(() => page.button('Before').focus());
  await press(page, 'Tab');
  expect(isInView()).toBe(true);
  await press(page, 'Shift');
  expect(isInView()).toBe(true);
  await press(page, 'a');
  expect(isInView()).toBe(false);
});

it('shows nothing to one who came with the mouse, and nothing any more to one who has left', async () => {
  const page = await mount(boot({}), <Trap />);
  await page.doing(() => page.button('Before').focus());
  await press(page, 'Tab');
  await page.doing(() => page.button('Before').focus());
  expect(isInView()).toBe(false);
  await page.doing(() => {
    document.body.dispatchEvent(new Event('pointerdown', { bubbles: true }));
    page.field('Trap').focus();
  });
  expect(isInView()).toBe(false);
});
