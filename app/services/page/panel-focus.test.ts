import { describe, expect, it } from 'vitest';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { PanelFocus } from './panel-focus.ts';

const turn = () => Promise.resolve();

describe('PanelFocus', () => {
  it('gives the keyboard to a panel that comes into view after it was asked for', async () => {
    const focus = new PanelFocus(createAppStore(DEFAULT_PREFERENCES));
    const taken: string[] = [];
    const hide = focus.register('editor', () => taken.push('before'));
    hide();
    focus.show('editor');
    await turn();
    expect(taken).toEqual([]);
    focus.register('editor', () => taken.push('after'));
    expect(taken).toEqual(['after']);
  });

  it('gives it once', async () => {
    const focus = new PanelFocus(createAppStore(DEFAULT_PREFERENCES));
    let times = 0;
    const hide = focus.register('editor', () => times++);
    focus.show('editor');
    await turn();
    hide();
    focus.register('editor', () => times++);
    expect(times).toBe(1);
  });
});
