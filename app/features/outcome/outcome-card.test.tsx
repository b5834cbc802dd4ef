// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import type { RunOutcome } from '../../../runtime/protocol/run.ts';
import { boot } from '../../services/testing/fake-kernel.ts';
import { mount } from '../../testing/mount.tsx';
import { Workbench } from '../../workbench/Workbench.tsx';
import { PanelHosts, PanelHostsContext } from '../../workbench/panel-hosts.ts';
import OutcomeCard from './OutcomeCard.tsx';

async function bootCard() {
  const page = boot({ 'main.c': 'int main(void) {}\n' });
  const card = await mount(page, <OutcomeCard />);
  const end = (outcome: RunOutcome) =>
    card.doing(() => page.kernel.emit({ type: 'run', phase: { phase: 'ended', outcome, buildMs: 1, runMs: 2 } }));
  return { ...page, card, end };
}

it('is there when a run has ended, until it is closed, and again after the next one', async () => {
  const { card, end } = await bootCard();
  expect(card.text()).toBe('');
  await end({ kind: 'exited', code: 3 });
  expect(card.text()).toContain('exit 3');
  await card.press('Close');
  expect(card.text()).toBe('');
  await end({ kind: 'exited', code: 4 });
  expect(card.text()).toContain('exit 4');
});

it('says what ended a program in a sentence, and leads to the line of its own source, not to that of a library', async () => {
  const { card, end } = await bootCard();
  const library = { function: 'printf', file: '/usr/lib/printf.c', line: 7 };
  const own = { function: 'main', file: '/project/main.c', line: 1 };
  await end({
    kind: 'trapped',
    reason: 'divide-by-zero',
    message: '',
    explanation: 'The program divided 7 by zero',
    stack: [library, own],
  });
  expect(card.text()).toContain('The program divided 7 by zero');
  expect(card.text()).toContain('main.c:1');
  expect(card.text()).not.toContain('exit');
});

it('stays closed when the window changes between the width of a phone and that of a desktop', async () => {
  const page = boot({ 'main.c': '' });
  const hosts = new PanelHosts(document);
  const workbench = await mount(
    page,
    <PanelHostsContext value={hosts}>
      <Workbench onFailed={() => undefined} outcome={<OutcomeCard />} />
    </PanelHostsContext>,
  );
  const { widthChanged } = page.store.getState();
  await workbench.doing(() =>
    page.kernel.emit({
      type: 'run',
      phase: { phase: 'ended', outcome: { kind: 'exited', code: 3 }, buildMs: 1, runMs: 2 },
    }),
  );
  await workbench.doing(() => widthChanged('narrow'));
  expect(workbench.text()).toContain('exit 3');
  await workbench.press('Close');
  for (const width of ['wide', 'narrow'] as const) {
    await workbench.doing(() => widthChanged(width));
    expect(workbench.text()).not.toContain('exit 3');
  }
});
