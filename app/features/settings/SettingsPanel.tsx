import { useState } from 'react';
import type { DefaultGroup, ProjectSettings } from '../../../runtime/protocol/project.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { CheckField, SelectField, TextField } from '../../ui/Field.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { envProblem } from './env-text.ts';
import { portOf, portProblem } from './port-text.ts';
import {
  DEFAULT_GROUPS,
  OPTIMIZATIONS,
  PERSONALITIES,
  PERSONALITY_NOTES,
  STANDARDS,
  WARNING_LEVELS,
} from './settings-choices.ts';
import './settings.css';

/** How this project is built and run. Loaded when first opened, hence the default export. */
export default function SettingsPanel() {
  const settings = useApp(selectSettings);
  const sideShown = useApp((state) => state.sideShown);
  return (
    <SidePanel
      label="Settings"
      title="Settings of this project"
      closeLabel="Close the settings"
      onClose={() => sideShown(undefined)}
    >
      {settings && <SettingsForm settings={settings} />}
    </SidePanel>
  );
}

function SettingsForm({ settings }: { readonly settings: ProjectSettings }) {
  const change = useApp((state) => state.settingsChanged);
  const changePolicy = useApp((state) => state.policyChanged);
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
      <fieldset className="settings-group">
        <legend>Host</legend>
        <SelectField
          label="Personality"
          note={PERSONALITY_NOTES[settings.policy.personality]}
          choices={PERSONALITIES}
          value={settings.policy.personality}
          onChange={(personality) => changePolicy({ personality })}
        />
        <ListeningSocket settings={settings} />
      </fieldset>
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
    </form>
  );
}

/** What a socket is granted on where nobody says otherwise. */
const USUAL_PORT = 8080;

function ListeningSocket({ settings: { policy } }: { readonly settings: ProjectSettings }) {
  const change = useApp((state) => state.policyChanged);
  const listenPort = policy.listen[0]?.port;
  // What is being typed, as long as it is no port yet; then the setting keeps the last one that was.
  const [typed, setTyped] = useState<string>();
  const [lastPort, setLastPort] = useState(listenPort ?? USUAL_PORT);
  return (
    <>
      <CheckField
        label="Listening socket"
        note="On the machine’s own network, from the next run on; its number is in LISTEN_FD. Nothing outside the machine can reach it."
        isChecked={listenPort !== undefined}
        onChange={(isOn) => {
          setTyped(undefined);
          change({ listen: isOn ? [{ port: lastPort }] : [] });
        }}
      />
      {listenPort !== undefined && (
        <div className="settings-inner">
          <TextField
            label="Port"
            inputMode="numeric"
            problem={typed === undefined ? undefined : portProblem(typed)}
            value={typed ?? String(listenPort)}
            onChange={(text) => {
              const port = portOf(text);
              setTyped(port === undefined ? text : undefined);
              if (port === undefined) return;
              setLastPort(port);
              change({ listen: [{ port }] });
            }}
          />
        </div>
      )}
    </>
  );
}

function switched({ withoutDefaults }: ProjectSettings, group: DefaultGroup, isOn: boolean): readonly DefaultGroup[] {
  const others = withoutDefaults.filter((known) => known !== group);
  return isOn ? others : [...others, group];
}
