import { expect, it } from 'vitest';
import { ariaShortcut, matchesShortcut, shortcutText, type KeyPress } from './key-bindings.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

it.each([
  { what: 'Ctrl on a PC', press: press('Enter', { ctrlKey: true }), shortcut: 'Mod+Enter', isMac: false, hit: true },
  { what: 'Cmd on a Mac', press: press('Enter', { metaKey: true }), shortcut: 'Mod+Enter', isMac: true, hit: true },
  { what: 'Ctrl on a Mac', press: press('k', { ctrlKey: true }), shortcut: 'Mod+K', isMac: true, hit: false },
  {
    what: 'one modifier too many',
    press: press('Enter', { ctrlKey: true, shiftKey: true }),
    shortcut: 'Mod+Enter',
    isMac: false,
    hit: false,
  },
  {
    what: 'a capital letter',
    press: press('X', { ctrlKey: true, shiftKey: true }),
    shortcut: 'Mod+Shift+X',
    isMac: false,
    hit: true,
  },
  {
    what: 'Alt on a Mac, which types another character',
    press: press('¡', { altKey: true, code: 'Digit1' }),
    shortcut: 'Alt+1',
    isMac: true,
    hit: true,
  },
  {
    what: 'a Cyrillic layout',
    press: press('л', { ctrlKey: true, code: 'KeyK' }),
    shortcut: 'Mod+K',
    isMac: false,
    hit: true,
  },
  {
    what: 'another Latin layout, where that key types something else',
    press: press('t', { ctrlKey: true, code: 'KeyK' }),
    shortcut: 'Mod+K',
    isMac: false,
    hit: false,
  },
  { what: 'Escape', press: press('Escape', { shiftKey: true }), shortcut: 'Shift+Escape', isMac: false, hit: true },
])('$what: $shortcut → $hit', ({ press: pressed, shortcut, isMac, hit }) => {
  expect(matchesShortcut(pressed, shortcut, isMac)).toBe(hit);
});

it('is written as the keyboard prints it', () => {
  expect(shortcutText('Mod+Enter', true)).toBe('⌘⏎');
  expect(shortcutText('Mod+Enter', false)).toBe('Ctrl+Enter');
  expect(ariaShortcut('Mod+K', true)).toBe('Meta+K');
  expect(ariaShortcut('Mod+K', false)).toBe('Control+K');
});
