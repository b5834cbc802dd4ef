import { useId, useMemo, useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { LinkedProject } from '../../../runtime/links/linked-project.ts';
import { firstSource } from '../../services/projects/example.ts';
import { useServices } from '../../services/use-services.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { grantsFor } from './grants.ts';
import { previewText } from './preview-text.ts';
import { unusualSettings } from './unusual-settings.ts';
import './links.css';

interface LinkDialogProps {
  readonly project: LinkedProject;
  readonly onClose: () => void;
}

/** What a link brings and what it asks for, before anything comes of it. Loaded with the first, hence the default export. */
export default function LinkDialog({ project, onClose }: LinkDialogProps) {
  const { links } = useServices();
  const grants = useMemo(() => grantsFor(project.settings.policy), [project]);
  const [chosen, setChosen] = useState(grants[0]);
  const name = project.name === '' ? 'A program' : `“${visible(project.name)}”`;

  function close(): void {
    onClose();
    links((part) => part.declined());
  }

  return (
    <Dialog title={`${name} from a link`} className="link-dialog" onClose={close}>
      <p className="dialog-text">
        Somebody else made it. Look at it first: nothing runs until you press Run. It opens as a project of its own, and
        cannot reach yours.
      </p>
      <Preview key={project.name} project={project} />
      <Start project={project} />
      <fieldset className="link-grants">
        <legend>Its program may reach</legend>
        {grants.map((grant) => (
          <GrantChoice key={grant.id} {...grant} isChosen={grant === chosen} onChoose={() => setChosen(grant)} />
        ))}
      </fieldset>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={close}>
          Do not open
        </button>
        <button
          type="button"
          className="button is-primary"
          onClick={() => {
            onClose();
            const { policy } = chosen ?? { policy: { ...project.settings.policy, preopens: [], listen: [] } };
            links((part) => part.open(project, policy));
          }}
        >
          Open
        </button>
      </div>
    </Dialog>
  );
}

function Preview({ project: { files, settings } }: { readonly project: LinkedProject }) {
  const paths = [...files.keys()];
  const [path, setPath] = useState(settings.openFile ?? firstSource(paths));
  const bytes = path === undefined ? undefined : files.get(path);
  const { text, note } = useMemo(() => (bytes ? previewText(bytes) : { text: '', note: 'It has no files.' }), [bytes]);
  return (
    <div className="link-preview">
      {paths.length > 1 && (
        <SelectField
          label={`Its ${paths.length} files`}
          choices={paths.map((value) => ({ value, label: visible(value) }))}
          value={path ?? ''}
          onChange={setPath}
        />
      )}
      {text !== '' && (
        <pre className="link-code" tabIndex={0} role="region" aria-label={`Preview of ${visible(path ?? '')}`}>
          {text}
        </pre>
      )}
      {note !== undefined && <p className="field-note">{note}</p>}
    </div>
  );
}

/** What it is built and started with, as far as that is not the usual. */
function Start({ project: { settings } }: { readonly project: LinkedProject }) {
  const { stdin } = settings.policy;
  const input = stdin.kind === 'text' && stdin.text.trim() !== '' ? [{ label: 'Input', value: stdin.text.trim() }] : [];
  const rows = [...unusualSettings(settings), ...input];
  if (rows.length === 0) return null;
  return (
    <dl className="link-start">
      {rows.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{previewText(new TextEncoder().encode(value)).text.slice(0, 400)}</dd>
        </div>
      ))}
    </dl>
  );
}

interface GrantChoiceProps {
  readonly label: string;
  readonly words: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function GrantChoice({ label, words, isChosen, onChoose }: GrantChoiceProps) {
  const id = useId();
  return (
    <div className="check-row">
      <input id={id} type="radio" name="grant" checked={isChosen} aria-describedby={`${id}-note`} onChange={onChoose} />
      <div>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-note`} className="field-note">
          {words}
        </p>
      </div>
    </div>
  );
}
