import { useEffect, useRef, useState, type ReactNode } from 'react';
import { otherHostsNotes, wasmtimeLine } from '../../../runtime/policy/other-hosts.ts';
import { policyInWords } from '../../../runtime/policy/in-words.ts';
import type { Policy } from '../../../runtime/policy/policy.ts';
import { PRESETS, presetOf, withPreset, type Preset } from '../../../runtime/policy/presets.ts';
import { argsOf, environOf } from '../../../runtime/protocol/program-start.ts';
import type { ProjectSettings } from '../../../runtime/protocol/project.ts';
import { SettingFields } from '../../fields/SettingFields.tsx';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { SelectField, type Choice } from '../../ui/Field.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { JsonForm } from './JsonForm.tsx';
import { LastRunPart } from './LastRunPart.tsx';
import { nextPreopen } from './policy-text.ts';
import { PreopenEditor } from './PreopenEditor.tsx';
import { HostPart, InputPart, NetworkPart, TimePart } from './WorldPart.tsx';
import '../../ui/reach.css';
import './policy.css';

/** What this project's program is granted. Loaded when first opened, hence the default export. */
export default function PolicyPanel() {
  const { focus } = useServices();
  const settings = useApp(selectSettings);
  const projectId = useApp(({ project }) => (project.phase === 'open' ? project.summary.id : undefined));
  const panelClosed = useApp((state) => state.panelClosed);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => focus.register('policy', () => panel.current?.querySelector('select')?.focus()), [focus]);
  return (
    <SidePanel
      label="Policy"
      title="What the program is granted"
      closeLabel="Close the policy"
      onClose={() => panelClosed('policy')}
    >
      <div ref={panel} className="policy">
        {settings && <PolicyForm key={projectId} settings={settings} />}
      </div>
    </SidePanel>
  );
}

type PresetChoice = Preset['id'] | 'own';

function PolicyForm({ settings }: { readonly settings: ProjectSettings }) {
  const { policy } = settings;
  const changed = useApp((state) => state.policyChanged);
  const isRunning = useApp((state) => state.run.phase === 'running');
  const undone = useApp((state) => state.policyUndone);
  const redone = useApp((state) => state.policyRedone);
  const canUndo = useApp((state) => state.policyPast.length > 0);
  const canRedo = useApp((state) => state.policyFuture.length > 0);
  // How often the policy was replaced as a whole: drafts in fields end with that.
  const [replaced, setReplaced] = useState(0);
  const preset = presetOf(policy);
  const choices: readonly Choice<PresetChoice>[] = [
    ...PRESETS.map(({ id, title }) => ({ value: id, label: title })),
    ...(preset ? [] : [{ value: 'own' as const, label: 'Custom' }]),
  ];

  function replacing(change: () => void): void {
    setReplaced(replaced + 1);
    change();
  }

  return (
    <>
      <Part title="In words">
        <p className="policy-lead">{isRunning ? 'From the next run on, the program' : 'The program'}</p>
        <ul className="policy-words" aria-label="The policy in words">
          {policyInWords(policy).map((phrase) => (
            <li key={phrase}>{phrase}</li>
          ))}
        </ul>
        <SelectField
          label="Preset"
          {...(preset && { note: preset.description })}
          choices={choices}
          value={preset?.id ?? 'own'}
          onChange={(id) => {
            const chosen = PRESETS.find((one) => one.id === id);
            if (chosen) replacing(() => changed(withPreset(policy, chosen)));
          }}
        />
        <div role="group" aria-label="Changes of the policy" className="policy-buttons">
          <button type="button" className="button is-small" disabled={!canUndo} onClick={() => replacing(undone)}>
            Undo
          </button>
          <button type="button" className="button is-small" disabled={!canRedo} onClick={() => replacing(redone)}>
            Redo
          </button>
        </div>
      </Part>
      <LastRunPart onKept={() => setReplaced(replaced + 1)} />
      <form key={replaced} onSubmit={(event) => event.preventDefault()}>
        <FoldersPart policy={policy} />
        <Part title="Start">
          <SettingFields settings={settings} group="run" />
          <InputPart stdin={policy.stdin} />
        </Part>
        <Part title="Clock and randomness">
          <TimePart policy={policy} />
        </Part>
        <Part title="Network">
          <NetworkPart policy={policy} />
        </Part>
        <Part title="Host">
          <HostPart policy={policy} />
        </Part>
      </form>
      <Part title="With Wasmtime">
        <WasmtimeLine settings={settings} />
      </Part>
      <Part title="As JSON">
        <JsonForm policy={policy} onChange={(next) => replacing(() => changed(next, 'json'))} />
      </Part>
    </>
  );
}

function FoldersPart({ policy }: { readonly policy: Policy }) {
  const files = useApp((state) => state.files);
  const changed = useApp((state) => state.policyChanged);
  const { preopens } = policy;
  return (
    <Part title="Folders">
      {preopens.length === 0 && <p className="policy-note">None. The C library refuses every path by itself.</p>}
      <ul className="preopens" aria-label="Preopens">
        {preopens.map((preopen, i) => (
          <PreopenEditor
            // One that comes or goes moves the others, and what is typed in them would stay behind.
            key={`${i}/${preopens.length}`}
            policy={policy}
            index={i}
            preopen={preopen}
            onChange={(next, field) => changed({ preopens: preopens.with(i, next) }, field && `${field} ${i}`)}
            onRemove={() => changed({ preopens: preopens.toSpliced(i, 1) })}
          />
        ))}
      </ul>
      <button
        type="button"
        className="button is-small"
        onClick={() => changed({ preopens: [...preopens, nextPreopen(policy, files)] })}
      >
        Grant a folder
      </button>
    </Part>
  );
}

function WasmtimeLine({ settings }: { readonly settings: ProjectSettings }) {
  const run = {
    program: 'main.wasm',
    args: argsOf(settings),
    env: environOf(settings),
    policy: settings.policy,
  };
  const line = wasmtimeLine(run);
  const notes = otherHostsNotes(run);
  return (
    <>
      <div className="policy-bar">
        <p className="policy-note">The same grants on another host. Start it in the project’s folder.</p>
        <CopyButton what="the wasmtime line" text={line} />
      </div>
      <pre className="code-block" tabIndex={0} aria-label="Wasmtime line">
        {line}
      </pre>
      {notes.length > 0 && (
        <ul className="policy-notes" aria-label="What this line leaves out">
          {notes.map((note) => (
            <li key={note}>{note}.</li>
          ))}
        </ul>
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="policy-part" aria-label={title}>
      <h3 className="policy-heading">{title}</h3>
      {children}
    </section>
  );
}
