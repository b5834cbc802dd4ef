import { useId, useMemo, useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import type { RefusedEntry } from '../../../runtime/links/read-zip.ts';
import type { LinkedProject } from '../../../runtime/links/linked-project.ts';
import { firstSource } from '../../services/projects/example.ts';
import { useServices } from '../../services/use-services.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { SelectField } from '../../ui/Field.tsx';
import { grantsFor } from './grants.ts';
import { previewText, textBlocks } from './preview-text.ts';
import { unusualSettings } from './unusual-settings.ts';
import './links.css';

interface LinkDialogProps {
  readonly project: LinkedProject;
  /** Of a zip: what is left out of it. Absent: it came as a link. */
  readonly refused?: readonly RefusedEntry[];
  readonly onClose: () => void;
}

/** What a link or a zip brings and what it asks for, before anything comes of it. Loaded with the first, hence the default export. */
export default function LinkDialog({ project, refused, onClose }: LinkDialogProps) {
  const { links, zips } = useServices();
  const isLink = refused === undefined;
  const grants = useMemo(() => grantsFor(project.settings.policy), [project]);
  const [chosen, setChosen] = useState(grants[0]);
  const name = project.name === '' ? 'A program' : `“${visible(project.name)}”`;

  function close(): void {
    onClose();
    if (isLink) links((part) => part.declined());
  }

  return (
    <Dialog title={`${name} from a ${isLink ? 'link' : 'zip'}`} className="link-dialog" onClose={close}>
      {/* A short window shows this, and not what could be chosen below. */}
      <p className="dialog-text" data-first tabIndex={-1}>
        {isLink && 'Someone else wrote this. '}Read it first: nothing runs until you press Run. It opens as a project of
        its own, and cannot reach your others.
      </p>
      {!isLink && <Refused entries={refused} />}
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
            if (isLink) links((part) => part.open(project, policy));
            else zips((part) => part.open(project, policy));
          }}
        >
          Open
        </button>
      </div>
    </Dialog>
  );
}

/** Height of a line of the preview; as links.css has it. */
const LINE_PX = 18;

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
          {textBlocks(text).map((block, index) => (
            <div
              key={index}
              className="link-lines"
              style={{ containIntrinsicHeight: `auto ${block.lines * LINE_PX}px` }}
            >
              {block.text}
            </div>
          ))}
        </pre>
      )}
      {note !== undefined && <p className="field-note">{note}</p>}
    </div>
  );
}

/** Most entries of a zip that are listed; a zip may be made of nothing else. */
const MOST_LISTED = 100;

function Refused({ entries }: { readonly entries: readonly RefusedEntry[] }) {
  if (entries.length === 0) return null;
  return (
    <details className="link-refused" open={entries.length <= 3}>
      <summary>{entries.length === 1 ? '1 entry is left out' : `${entries.length} entries are left out`}</summary>
      <ul>
        {entries.slice(0, MOST_LISTED).map(({ path, reason }, index) => (
          <li key={index}>
            {visible(path)}: {reason}.
          </li>
        ))}
      </ul>
      {entries.length > MOST_LISTED && <p className="field-note">And {entries.length - MOST_LISTED} more.</p>}
    </details>
  );
}

/** What it is built and started with, as far as that is not the usual. */
function Start({ project: { settings } }: { readonly project: LinkedProject }) {
  const { stdin } = settings.policy;
  const input = stdin.kind === 'text' ? stdin.text.trim() : stdin.kind === 'file' ? stdin.path : '';
  const rows = [...unusualSettings(settings), ...(input === '' ? [] : [{ label: 'Input', value: input }])];
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
