import { useMemo } from 'react';
import type { DefaultGroup, ProjectSettings } from '../../../runtime/protocol/project.ts';
import { envProblem } from '../../text/env-text.ts';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { CheckField, SelectField, TextField } from '../../ui/Field.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { EditorFields } from './EditorFields.tsx';
import { DEFAULT_GROUPS, mainFileChoices, OPTIMIZATIONS, STANDARDS, WARNING_LEVELS } from './settings-choices.ts';
import './settings.css';

/** How this project is built and run. Loaded when first opened, hence the default export. */
export default function SettingsPanel() {
  const settings = useApp(selectSettings);
  const panelClosed = useApp((state) => state.panelClosed);
  return (
    <SidePanel
      label="Settings"
      title="Settings of this project"
      closeLabel="Close the settings"
      onClose={() => panelClosed('settings')}
    >
      {settings && <SettingsForm settings={settings} />}
    </SidePanel>
  );
}

function SettingsForm({ settings }: { readonly settings: ProjectSettings }) {
  const change = useApp((state) => state.settingsChanged);
  const files = useApp((state) => state.files);
  const mainFiles = useMemo(() => mainFileChoices(files, settings.mainFile), [files, settings.mainFile]);
  const { focus } = useServices();
  return (
    <form className="settings-form" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="settings-group">
        <legend>Run</legend>
        <TextField
          label="Arguments"
          note="Split at blanks; quotes keep words together."
          value={settings.args}
          onChange={(args) => change({ args })}
        />
        <TextField
          label="Environment"
          note="One NAME=value a line."
          rows={3}
          problem={envProblem(settings.env)}
          value={settings.env}
          onChange={(env) => change({ env })}
        />
      </fieldset>
      <p className="settings-elsewhere">
        <button type="button" className="link-button" onClick={() => focus.show('policy')}>
          What the program is granted
        </button>{' '}
        is in the policy.
      </p>
      <fieldset className="settings-group">
        <legend>Build</legend>
        <SelectField
          label="Standard"
          choices={STANDARDS}
          value={settings.standard}
          onChange={(standard) => change({ standard })}
        />
        <SelectField
          label="Optimisation"
          choices={OPTIMIZATIONS}
          value={settings.optimization}
          onChange={(optimization) => change({ optimization })}
        />
        <SelectField
          label="Warnings"
          choices={WARNING_LEVELS}
          value={settings.warnings}
          onChange={(warnings) => change({ warnings })}
        />
        <TextField
          label="Further flags"
          note="As on clang’s command line, such as -DDEBUG -Wshadow."
          value={settings.extraFlags}
          onChange={(extraFlags) => change({ extraFlags })}
        />
        <TextField
          label="Libraries"
          note="Names without -l, such as m."
          value={settings.libraries}
          onChange={(libraries) => change({ libraries })}
        />
        <SelectField
          label="File with main()"
          note="Which one Run builds, where several files have a main(). Files without one are shared by all."
          choices={mainFiles}
          value={settings.mainFile}
          onChange={(mainFile) => change({ mainFile })}
        />
      </fieldset>
      <fieldset className="settings-group">
        <legend>Help for ordinary C</legend>
        {Object.entries(DEFAULT_GROUPS).map(([group, label]) => (
          <CheckField
            key={group}
            label={label}
            isChecked={!settings.withoutDefaults.includes(group as DefaultGroup)}
            onChange={(isOn) => change({ withoutDefaults: switched(settings, group as DefaultGroup, isOn) })}
          />
        ))}
      </fieldset>
      <EditorFields />
    </form>
  );
}

function switched({ withoutDefaults }: ProjectSettings, group: DefaultGroup, isOn: boolean): readonly DefaultGroup[] {
  const others = withoutDefaults.filter((known) => known !== group);
  return isOn ? others : [...others, group];
}
