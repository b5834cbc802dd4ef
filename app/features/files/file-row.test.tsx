// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { boot } from '../../services/testing/fake-kernel.ts';
import { changedTree, EMPTY_TREE } from '../../state/file-tree.ts';
import { mount } from '../../testing/mount.tsx';
import { FileRow } from './FileRow.tsx';
import { TreeRows } from './tree-model.ts';

it('shows names that differ only in what has no picture so that they differ, to the eye and to a screen reader', async () => {
  const names = ['main.c', 'main\u200b.c', 'main.c\u2060', 'm\u00adain.c', 'main.c ', '\u202emain.c'];
  const put = names.map((name) => ({ name, kind: 'file', size: 0 }) as const);
  const rows = new TreeRows(changedTree(EMPTY_TREE, [{ folder: '', removed: [], put }]), new Map());
  const none = (): void => undefined;
  const shared = { reach: undefined, isCurrent: false, isActive: false, top: 0, isDropTarget: false };
  const does = { onActivate: none, onFocus: none, onKeyDown: none };
  await mount(
    boot(),
    Array.from({ length: rows.count }, (_, i) => rows.at(i)).map(
      (row) => row && <FileRow key={row.path} row={row} {...shared} {...does} />,
    ),
  );
  const drawn = [...document.querySelectorAll('[role=treeitem]')];
  const shown = [
    'main.c',
    'main⟨U+200B⟩.c',
    'main.c⟨U+2060⟩',
    'm⟨U+00AD⟩ain.c',
    'main.c␣',
    '⟨U+202E⟩main.c',
  ].toSorted();
  expect(drawn.map((row) => row.textContent).toSorted()).toEqual(shown);
  expect(drawn.map((row) => row.getAttribute('aria-label')).toSorted()).toEqual(shown);
});
