import { useMemo } from 'react';
import { assertNever } from '../../runtime/base/assert-never.ts';
import type { Setting, TextSetting, WithoutSetting } from '../../runtime/project/settings-table.ts';
import { useApp } from '../state/use-app.ts';
import { envProblem } from '../text/env-text.ts';
import { CheckField, SelectField, TextField } from '../ui/Field.tsx';
import { mainFileChoices } from './main-file-choices.ts';

interface SettingFieldProps<S extends Setting> {
  readonly row: S;
  /** What the setting is: as its row says. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** One setting of the table, in a form. */
export function SettingField({ row, value, onChange }: SettingFieldProps<Setting>) {
  const { label, note } = row;
  const common = { label, ...(note === undefined ? {} : { note }), onChange };
  switch (row.kind) {
    case 'choice':
      return <SelectField {...common} choices={row.choices} value={String(value)} />;
    case 'words':
      return <TextField {...common} value={String(value)} />;
    case 'environment':
      return <TextField {...common} rows={3} problem={envProblem(String(value))} value={String(value)} />;
    case 'file':
      return <FileField row={row} value={value} onChange={onChange} />;
    case 'without':
      return <WithoutFields row={row} value={value} onChange={onChange} />;
    default:
      return assertNever(row, 'setting');
  }
}

function FileField({ row: { label, note }, value, onChange }: SettingFieldProps<TextSetting>) {
  const files = useApp((state) => state.files);
  const chosen = String(value);
  const choices = useMemo(() => mainFileChoices(files, chosen), [files, chosen]);
  return (
    <SelectField
      label={label}
      {...(note === undefined ? {} : { note })}
      choices={choices}
      value={chosen}
      onChange={onChange}
    />
  );
}

function WithoutFields({ row: { choices }, value, onChange }: SettingFieldProps<WithoutSetting>) {
  const out = Array.isArray(value) ? value.map(String) : [];
  return choices.map((choice) => {
    const others = out.filter((known) => known !== choice.value);
    return (
      <CheckField
        key={choice.value}
        label={choice.label}
        isChecked={!out.includes(choice.value)}
        onChange={(isOn) => onChange(isOn ? others : [...others, choice.value])}
      />
    );
  });
}
