import { descriptorsBadge, lessonsBadge, problemsBadge } from './services/page/panel-badges.ts';
import type { Panel, PanelLoad } from './services/page/panel.ts';

// The panels that every visit shows come in one piece, since each is a request of its own.
const common = () => import('./panels.ts');

/**
 * Every panel of the page, in the order of the rail, the tabs and the phone's bar. A row and a folder in `features/` add one:
 * rail, tabs, palette, shortcuts, phone bar, layout and stored sizes read this table. A function is written with its
 * type, because TypeScript needs the names of the rows before it looks into the modules that they load.
 */
export const PANELS = [
  {
    name: 'files',
    title: 'Files',
    icon: 'M2 13V3.5h4.5l1.5 2h6V13z',
    place: 'left',
    size: 216,
    shortcut: 'Alt+1',
    keywords: ['tree', 'folder', 'explorer', 'open'],
    load: async (): PanelLoad => ({ default: (await common()).FilesPanel }),
    isInPhoneBar: true,
  },
  {
    name: 'editor',
    title: 'Editor',
    icon: 'M5.5 4.5 2 8l3.5 3.5m5-7L14 8l-3.5 3.5',
    place: 'centre',
    size: 0,
    shortcut: 'Alt+2',
    keywords: ['code', 'text', 'source'],
    isInPhoneBar: true,
  },
  {
    name: 'terminal',
    title: 'Terminal',
    icon: 'M2 3h12v10H2zm2.5 3 2 2-2 2m4 0h3',
    place: 'bottom',
    size: 248,
    shortcut: 'Alt+3',
    keywords: ['output', 'input', 'stdin', 'stdout', 'stderr', 'console', 'keyboard', 'screen'],
    load: async (): PanelLoad => ({ default: (await common()).TerminalPanel }),
    isInPhoneBar: true,
  },
  {
    name: 'problems',
    title: 'Problems',
    icon: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 5v3.5m0 2.3h.01',
    place: 'bottom',
    size: 248,
    shortcut: 'Alt+4',
    keywords: ['errors', 'warnings', 'diagnostics', 'compiler messages'],
    load: async (): PanelLoad => ({ default: (await common()).ProblemsPanel }),
    badge: problemsBadge,
    isInPhoneBar: true,
  },
  {
    name: 'lessons',
    title: 'Lessons',
    icon: 'M8 4.2C6.4 3.1 4.4 2.8 2 2.8v9c2.4 0 4.4.3 6 1.4 1.6-1.1 3.6-1.4 6-1.4v-9c-2.4 0-4.4.3-6 1.4zm0 0v9',
    place: 'left',
    size: 340,
    shortcut: 'Alt+5',
    keywords: ['learn', 'tutorial', 'exercise', 'course', 'tour'],
    load: (): PanelLoad => import('./features/lessons/LessonsPanel.tsx'),
    badge: lessonsBadge,
  },
  {
    name: 'policy',
    title: 'Policy',
    icon: 'M8 1.8 13 3.6v4c0 3.2-2 5.4-5 6.6-3-1.2-5-3.4-5-6.6v-4z',
    place: 'right',
    size: 440,
    shortcut: 'Alt+6',
    keywords: ['permissions', 'grants', 'rights', 'sandbox', 'security', 'allow', 'preopen', 'wasmtime'],
    load: (): PanelLoad => import('./features/policy/PolicyPanel.tsx'),
    isForWriting: true,
  },
  {
    name: 'descriptors',
    title: 'Descriptors',
    icon: 'M9.5 9.5a3.75 3.75 0 1 0-3-3L2 11v3h3v-1.8h1.8v-1.8zM11 5h.01',
    place: 'right',
    size: 480,
    shortcut: 'Alt+7',
    keywords: ['capabilities', 'handles', 'open files', 'revoke', 'take away', 'graph', 'fd'],
    load: (): PanelLoad => import('./features/descriptors/DescriptorsPanel.tsx'),
    badge: descriptorsBadge,
  },
  {
    name: 'trace',
    title: 'Trace',
    icon: 'M2 4h1.5M6 4h8M2 8h1.5M6 8h8M2 12h1.5M6 12h8',
    place: 'right',
    size: 520,
    shortcut: 'Alt+8',
    keywords: ['system calls', 'syscalls', 'strace', 'refused', 'debug', 'record', 'why'],
    load: (): PanelLoad => import('./features/trace/TracePanel.tsx'),
  },
  {
    name: 'http',
    title: 'HTTP',
    icon: 'M2 5.5h11.5l-3-3m3.5 8H2.5l3 3',
    place: 'right',
    size: 400,
    shortcut: 'Alt+9',
    keywords: ['server', 'request', 'network', 'socket', 'web', 'client', 'curl'],
    load: (): PanelLoad => import('./features/http/HttpPanel.tsx'),
  },
  {
    name: 'reference',
    title: 'Reference',
    icon: 'M6 2.5c-2 0-2 1-2 2.5S4 8 2.5 8C4 8 4 9.5 4 11s0 2.5 2 2.5m4-11c2 0 2 1 2 2.5s0 3 1.5 3C12 8 12 9.5 12 11s0 2.5-2 2.5',
    place: 'right',
    size: 480,
    keywords: ['system call reference', 'documentation', 'wasi', 'manual', 'errno'],
    load: (): PanelLoad => import('./features/reference/ReferencePanel.tsx'),
  },
  {
    name: 'settings',
    title: 'Settings',
    icon: 'M2 5h7m4 0h1M2 11h1m4 0h7M13 5a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM7 11a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
    place: 'right',
    size: 320,
    shortcut: 'Mod+,',
    keywords: [
      'options',
      'preferences',
      'compiler flags',
      'standard',
      'arguments',
      'environment',
      'optimise',
      'font',
      'tab width',
      'wrap',
    ],
    load: (): PanelLoad => import('./features/settings/SettingsPanel.tsx'),
    isLast: true,
    isForWriting: true,
  },
  {
    name: 'help',
    title: 'Help',
    icon: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM6.2 6.4a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2m0 2.1h.01',
    place: 'right',
    size: 400,
    shortcut: 'F1',
    keywords: ['shortcuts', 'keyboard', 'about', 'licence', 'version', 'debug', 'format'],
    load: (): PanelLoad => import('./features/help/HelpPanel.tsx'),
    isLast: true,
  },
] as const satisfies readonly (Omit<Panel, 'name'> & { readonly name: string })[];

declare module './state/panel-name.ts' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- it takes all its members from the table
  interface PanelNames extends Record<(typeof PANELS)[number]['name'], true> {}
}
