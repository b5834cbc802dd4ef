// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import type { RunOutcome } from '../../../runtime/protocol/run.ts';
import { boot } from '../../services/testing/fake-kernel.ts';
import { mount } from '../../testing/mount.tsx';
import { StatusBar } from './StatusBar.tsx';

const ENDINGS: readonly (readonly [RunOutcome, text: string, tone: 'quiet' | 'amber' | 'red'])[] = [
  [{ kind: 'exited', code: 0 }, 'exit 0', 'quiet'],
  [{ kind: 'exited', code: 3 }, 'exit 3', 'amber'],
  [{ kind: 'signalled', signal: 'SIGABRT' }, 'ended by SIGABRT', 'red'],
  [{ kind: 'trapped', reason: 'out-of-bounds', message: '', stack: [] }, 'trapped', 'red'],
  [{ kind: 'stopped' }, 'stopped', 'quiet'],
  [{ kind: 'faulted', message: 'no' }, 'Preopen failed', 'red'],
  [{ kind: 'not-compiled', errors: 2 }, '2 errors; nothing was run', 'amber'],
  [{ kind: 'compiler-crashed', tool: 'clang', output: '' }, 'clang broke down', 'red'],
  [{ kind: 'not-started', message: 'no' }, 'not started', 'amber'],
];

beforeEach(() => void vi.stubGlobal('crossOriginIsolated', true));

it.each(ENDINGS)('shows how a run ended: %j', async (outcome, text, tone) => {
  const page = boot({ 'main.c': '' });
  const bar = await mount(page, <StatusBar />);
  await bar.doing(() => page.kernel.emit({ type: 'run', phase: { phase: 'running', buildMs: 1 } }));
  expect(bar.text()).not.toContain(text);
  await bar.doing(() => page.kernel.emit({ type: 'run', phase: { phase: 'ended', outcome, buildMs: 1, runMs: 2 } }));
  const shown = document.querySelector('.status-run');
  expect(shown?.textContent).toContain(text);
  expect(shown?.classList.contains(`is-${tone}`)).toBe(true);
});

it('offers to fetch the compiler again where that failed, and asks the kernel to', async () => {
  const page = boot({ 'main.c': '' });
  const bar = await mount(page, <StatusBar />);
  await bar.doing(() =>
    page.kernel.emit({ type: 'toolchain', state: { phase: 'failed', message: 'It is not there' } }),
  );
  await bar.press('Retry');
  expect(page.kernel.asked.map(({ name }) => name)).toContain('retryToolchain');
});
