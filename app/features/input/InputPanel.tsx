import { useEffect, useMemo, useRef, useState } from 'react';
import type { StdinPolicy } from '../../../runtime/policy/policy.ts';
import { SETTINGS } from '../../../runtime/project/settings-table.ts';
import type { ProjectSettings } from '../../../runtime/protocol/project.ts';
import { SettingField } from '../../fields/SettingField.tsx';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { selectIsBusy } from '../../state/run-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { INPUT_KINDS, INPUT_NOTES, inputFileChoices, inputFromDisk, inputOfKind } from './input-choices.ts';
import './input.css';

/** What the program is given to read, and the arguments that it starts with. Loaded when first opened, hence the default export. */
export default function InputPanel() {
  const { focus } = useServices();
  const settings = useApp(selectSettings);
  const panel = useRef<HTMLElement>(null);
  useEffect(
    () => focus.register('input', () => panel.current?.querySelector<HTMLElement>('textarea, select')?.focus()),
    [focus],
  );
  return (
    <section ref={panel} className="panel input-panel" aria-label="Input">
      <div className="panel-bar">
        <h2 className="panel-title">Input</h2>
      </div>
      {settings && <InputForm settings={settings} />}
    </section>
  );
}

function InputForm({ settings }: { readonly settings: ProjectSettings }) {
  const isBusy = useApp(selectIsBusy);
  const settingsChanged = useApp((state) => state.settingsChanged);
  return (
    <form className="input-form" onSubmit={(event) => event.preventDefault()}>
      <StdinFields stdin={settings.policy.stdin} />
      <div className="input-arguments">
        <SettingField
          row={SETTINGS.args}
          value={settings.args}
          onChange={(args) => settingsChanged({ args: String(args) })}
        />
        {isBusy && <p className="field-note">Changes here hold from the next run on.</p>}
      </div>
    </form>
  );
}

function StdinFields({ stdin }: { readonly stdin: StdinPolicy }) {
  const changed = useApp((state) => state.policyChanged);
  const past = useApp((state) => state.policyPast);
  const files = useApp((state) => state.files);
  const [problem, setProblem] = useState<string>();
  const chosen = stdin.kind === 'file' ? stdin.path : undefined;
  const choices = useMemo(() => inputFileChoices(files, chosen), [files, chosen]);

  function choose(next: StdinPolicy | undefined, why?: string): void {
    setProblem(why);
    if (next) changed({ stdin: next });
  }

  async function bring(file: File | undefined): Promise<void> {
    if (!file) return;
    const found = await inputFromDisk(file);
    if (typeof found === 'string') choose(undefined, found);
    else choose(found);
  }

  return (
    <div className="input-source">
      <div className="input-choice">
        <SelectField
          label="Standard input"
          note={INPUT_NOTES[stdin.kind]}
          choices={INPUT_KINDS}
          value={stdin.kind}
          onChange={(kind) => {
            const next = inputOfKind(kind, past, choices);
            choose(next, next ? undefined : 'The project has no files yet.');
          }}
        />
        <FileButton onChosen={(file) => void bring(file)} />
      </div>
      {problem !== undefined && (
        <p role="alert" className="field-problem">
          {problem}
        </p>
      )}
      {stdin.kind === 'text' && (
        <TextField
          label="Text"
          rows={3}
          value={stdin.text}
          onChange={(text) => changed({ stdin: { kind: 'text', text } }, 'stdin')}
        />
      )}
      {stdin.kind === 'file' && (
        <SelectField
          label="File"
          choices={choices}
          value={stdin.path}
          onChange={(path) => changed({ stdin: { kind: 'file', path } })}
        />
      )}
    </div>
  );
}

function FileButton({ onChosen }: { readonly onChosen: (file: File | undefined) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        hidden
        onChange={({ target }) => {
          onChosen(target.files?.[0]);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <button type="button" className="button is-small" onClick={() => chooser.current?.click()}>
        Text from a file of this computer…
      </button>
    </>
  );
}
