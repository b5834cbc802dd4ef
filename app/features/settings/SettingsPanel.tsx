import { SETTING_GROUPS, type SettingGroup } from '../../../runtime/project/settings-table.ts';
import type { ProjectSettings } from '../../../runtime/protocol/project.ts';
import { SettingFields } from '../../fields/SettingFields.tsx';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { EditorFields } from './EditorFields.tsx';
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
  const { focus } = useServices();
  return (
    <form className="settings-form" onSubmit={(event) => event.preventDefault()}>
      <Group name="run" settings={settings} />
      <p className="settings-elsewhere">
        <button type="button" className="link-button" onClick={() => focus.show('policy')}>
          What the program is granted
        </button>{' '}
        is in the policy.
      </p>
      <Group name="build" settings={settings} />
      <Group name="help" settings={settings} />
      <EditorFields />
    </form>
  );
}

function Group({ name, settings }: { readonly name: SettingGroup; readonly settings: ProjectSettings }) {
  return (
    <fieldset className="settings-group">
      <legend>{SETTING_GROUPS[name]}</legend>
      <SettingFields settings={settings} group={name} />
    </fieldset>
  );
}
