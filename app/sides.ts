import type { ComponentType } from 'react';
import type { SideName } from './state/view-slice.ts';

/** What can stand at the side, each fetched when it is first opened. */
export const SIDE_PANELS: Readonly<Record<SideName, () => Promise<{ readonly default: ComponentType }>>> = {
  settings: () => import('./features/settings/SettingsPanel.tsx'),
  policy: () => import('./features/policy/PolicyPanel.tsx'),
  http: () => import('./features/http/HttpPanel.tsx'),
  descriptors: () => import('./features/descriptors/DescriptorsPanel.tsx'),
  reference: () => import('./features/reference/ReferencePanel.tsx'),
  lessons: () => import('./features/lessons/LessonsPanel.tsx'),
  trace: () => import('./features/trace/TracePanel.tsx'),
};
