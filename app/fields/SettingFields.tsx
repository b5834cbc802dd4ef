import { SETTINGS, type SettingGroup, type SettingsTable } from '../../runtime/project/settings-table.ts';
import type { ProjectSettings } from '../../runtime/protocol/project.ts';
import { useApp } from '../state/use-app.ts';
import { SettingField } from './SettingField.tsx';

interface SettingFieldsProps {
  readonly settings: ProjectSettings;
  readonly group: SettingGroup;
  readonly table?: SettingsTable;
}

/** The settings of a group, a field each, as the open project has them. */
export function SettingFields({ settings, group, table = SETTINGS }: SettingFieldsProps) {
  const change = useApp((state) => state.settingsChanged);
  const values: Readonly<Record<string, unknown>> = { ...settings };
  return Object.entries(table)
    .filter(([, row]) => row.group === group)
    .map(([name, row]) => (
      <SettingField key={name} row={row} value={values[name]} onChange={(value) => change({ [name]: value })} />
    ));
}
