import { X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { DefaultGroup, ProjectSettings } from '../../../runtime/protocol/project.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { envProblem } from './env-text.ts';
import { DEFAULT_GROUPS, OPTIMIZATIONS, STANDARDS, WARNING_LEVELS, type Choice } from './settings-choices.ts';
import './settings.css';

/** How this project is built and run. Loaded when first opened, hence the default export. */
export default function SettingsPanel() {
  const settings = useApp(selectSettings);
  const settingsToggled = useApp((state) => state.settingsToggled);
  return (
    <section className="panel settings-panel" aria-label="Settings">
      <div className="panel-bar">
        <h2 className="panel-title">Settings of this project</h2>
        <IconButton label="Close the settings" className="is-small" onClick={() => settingsToggled(false)}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {settings && <SettingsForm settings={settings} />}
    </section>
  );
}

function SettingsForm({ settings }: { readonly settings: ProjectSettings }) {
  const change = useApp((state) => state.settingsChanged);
  return (
    <form className="settings-form" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="settings-group">
        <legend>Run</legend>
        <Text
          label="Arguments"
          note="Split at blanks; quotes keep words together."
          value={settings.args}
          onChange={(args) => change({ args })}
        />
        <Text
          label="Environment"
          note="One NAME=value a line."
          rows={3}
          problem={envProblem(settings.env)}
          value={settings.env}
          onChange={(env) => change({ env })}
        />
      </fieldset>
      <fieldset className="settings-group">
        <legend>Build</legend>
        <Select
          label="Standard"
          choices={STANDARDS}
          value={settings.standard}
          onChange={(standard) => change({ standard })}
        />
        <Select
          label="Optimisation"
          choices={OPTIMIZATIONS}
          value={settings.optimization}
          onChange={(optimization) => change({ optimization })}
        />
        <Select
          label="Warnings"
          choices={WARNING_LEVELS}
          value={settings.warnings}
          onChange={(warnings) => change({ warnings })}
        />
        <Text
          label="Further flags"
          note="As on clang’s command line, such as -DDEBUG -Wshadow."
          value={settings.extraFlags}
          onChange={(extraFlags) => change({ extraFlags })}
        />
        <Text
          label="Libraries"
          note="Names without -l, such as m."
          value={settings.libraries}
          onChange={(libraries) => change({ libraries })}
        />
      </fieldset>
      <fieldset className="settings-group">
        <legend>Help for ordinary C</legend>
        {Object.entries(DEFAULT_GROUPS).map(([group, label]) => (
          <Check
            key={group}
            label={label}
            isChecked={!settings.withoutDefaults.includes(group as DefaultGroup)}
            onChange={(isOn) => change({ withoutDefaults: switched(settings, group as DefaultGroup, isOn) })}
          />
        ))}
      </fieldset>
    </form>
  );
}

function switched({ withoutDefaults }: ProjectSettings, group: DefaultGroup, isOn: boolean): readonly DefaultGroup[] {
  const others = withoutDefaults.filter((known) => known !== group);
  return isOn ? others : [...others, group];
}

interface TextProps {
  readonly label: string;
  readonly note: string;
  /** Several lines where given. */
  readonly rows?: number;
  readonly problem?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Text({ label, note, rows, problem, value, onChange }: TextProps) {
  const id = useId();
  const common = {
    id,
    className: 'field is-code',
    value,
    spellCheck: false,
    autoComplete: 'off',
    autoCapitalize: 'off',
    'aria-invalid': problem !== undefined,
    'aria-describedby': `${id}-note`,
  };
  return (
    <Setting id={id} label={label}>
      {rows === undefined ? (
        <input {...common} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
      <p id={`${id}-note`} className={problem === undefined ? 'field-note' : 'field-problem'}>
        {problem ?? note}
      </p>
    </Setting>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Select<T extends string>({ label, choices, value, onChange }: SelectProps<T>) {
  const id = useId();
  return (
    <Setting id={id} label={label}>
      <select
        id={id}
        className="field"
        value={value}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Setting>
  );
}

interface CheckProps {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

function Check({ label, isChecked, onChange }: CheckProps) {
  return (
    <label className="setting-check">
      <input type="checkbox" checked={isChecked} onChange={(event) => onChange(event.target.checked)} />
      <span>{label}</span>
    </label>
  );
}

function Setting({
  id,
  label,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="setting">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
    </div>
  );
}
