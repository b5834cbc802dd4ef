import type { ActionId } from '../../services/page/actions.ts';

/** Words by which the palette finds an action, besides its title. Those of a panel stand in its row of the panel table. */
export const ACTION_KEYWORDS: Partial<Readonly<Record<ActionId, readonly string[]>>> = {
  run: ['start', 'execute', 'build', 'compile'],
  debug: ['step', 'breakpoint', 'debugger'],
  stop: ['kill', 'end', 'interrupt'],
  upload: ['upload', 'import', 'open'],
  'upload-folder': ['upload', 'import', 'directory'],
  'download-folder': ['save', 'export', 'directory'],
  'download-file': ['save', 'export'],
  examples: ['samples', 'demos', 'programs'],
  'other-hosts': ['export', 'wasm', 'wasmtime'],
  'open-folder': ['local', 'disk', 'directory', 'write back'],
  'read-folder': ['local', 'disk', 'directory'],
  'download-project': ['export', 'save', 'backup'],
  share: ['link', 'address', 'embed', 'send'],
  'theme-system': ['colours', 'dark mode'],
  'theme-light': ['colours'],
  'theme-dark': ['colours', 'night'],
  'theme-contrast': ['colours', 'accessibility'],
};
