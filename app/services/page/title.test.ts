import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../runtime/protocol/project.ts';
import { createAppStore } from '../../state/store.ts';
import { DEFAULT_PREFERENCES } from '../../state/view-slice.ts';
import { followTitle } from './title.ts';

it('names the open project', () => {
  const page = { title: '' } as Document;
  const store = createAppStore(DEFAULT_PREFERENCES);
  followTitle(page, store);
  expect(page.title).toBe('Preopen');
  const summary = { id: '1', name: 'Hello', editedAt: 0 };
  const origin = { visit: 'v', generation: 1 };
  store
    .getState()
    .projectOpened({ summary, settings: DEFAULT_SETTINGS, files: [], repairs: [], origin, access: 'owner' });
  expect(page.title).toBe('Hello – Preopen');
});
