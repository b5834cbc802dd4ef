import { SETTINGS, type Setting, type SettingsTable } from '../../../runtime/project/settings-table.ts';
import type { ProjectSettings } from '../../../runtime/protocol/project.ts';

export interface NamedValue {
  readonly label: string;
  readonly value: string;
}

/** The settings that are not as every project has them at first, in words: what runs before what is built. */
export function unusualSettings(settings: ProjectSettings, table: SettingsTable = SETTINGS): readonly NamedValue[] {
  const values: Readonly<Record<string, unknown>> = { ...settings };
  return Object.entries(table)
    .filter(([name, row]) => JSON.stringify(values[name]) !== JSON.stringify(row.default))
    .sort(([, a], [, b]) => Number(b.group === 'run') - Number(a.group === 'run'))
    .map(([name, row]) => ({
      label: row.kind === 'without' ? `No ${row.label.toLowerCase()}` : row.label,
      value: inWords(row, values[name]),
    }))
    .filter(({ value }) => value !== '');
}

function inWords(row: Setting, value: unknown): string {
  if (row.kind === 'choice' || row.kind === 'without') {
    const chosen = Array.isArray(value) ? value : [value];
    return row.choices
      .filter((choice) => chosen.includes(choice.value))
      .map(({ label }) => label)
      .join('; ');
  }
  return String(value).trim().replaceAll('\n', ', ');
}
