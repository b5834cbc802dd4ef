import { useId, useState } from 'react';
import { RIGHT_NAMES, type RightName } from '../../../runtime/abi/rights.ts';
import { visible } from '../../../runtime/base/visible-text.ts';
import { folderInWords } from '../../../runtime/policy/in-words.ts';
import type { Policy, Preopen } from '../../../runtime/policy/policy.ts';
import { REACH_SIGNS, reachInWords, reachOf } from '../../../runtime/policy/reach.ts';
import { RIGHT_WORDS } from '../../../runtime/policy/right-words.ts';
import { useApp } from '../../state/use-app.ts';
import { CheckField, SelectField, type Choice } from '../../ui/Field.tsx';
import { DraftField } from './DraftField.tsx';
import { folderWrong, graded, gradeOf, guestWrong, knownFolders, withRight, type Grade } from './policy-text.ts';

const GRADES: readonly Choice<Grade>[] = [
  { value: 'read-write', label: 'Read and write' },
  { value: 'read', label: 'Read only' },
  { value: 'nothing', label: 'Nothing' },
  { value: 'own', label: 'Custom' },
];

interface PreopenEditorProps {
  readonly policy: Policy;
  readonly index: number;
  readonly preopen: Preopen;
  /** `field`: what is typed into, so that typing is one step back. */
  readonly onChange: (preopen: Preopen, field?: string) => void;
  readonly onRemove: () => void;
}

/** One folder that is granted: which, under what name, and what may be done to it. */
export function PreopenEditor({ policy, index, preopen, onChange, onRemove }: PreopenEditorProps) {
  const files = useApp((state) => state.files);
  const others = policy.preopens.filter((_other, at) => at !== index);
  const { folder, guest, ask } = preopen;
  const reach = reachOf({ ...policy, preopens: [preopen] }, folder);
  const grade = gradeOf(preopen);
  const missing = folderWrong(folder, files);
  const [isOpen, setOpen] = useState(grade === 'own');
  return (
    <li className="preopen" aria-label={`${guest}, ${folderInWords(folder)}`}>
      <div className="preopen-head">
        <span className="preopen-title">
          <span className={`reach is-${reach.level}`} aria-hidden>
            {reach.asks ? '?' : REACH_SIGNS[reach.level]}
          </span>
          <code>{visible(guest)}</code>
          <span className="preopen-reach">{reachInWords(reach)}</span>
        </span>
        <button type="button" className="button is-small is-quiet" aria-label={`Remove ${guest}`} onClick={onRemove}>
          Remove
        </button>
      </div>
      {missing !== undefined && (
        <p role="alert" className="field-problem">
          {missing}: the program will not start.
        </p>
      )}
      <div className="preopen-pair">
        <DraftField
          label="Folder"
          value={folder}
          suggestions={knownFolders(files)}
          problemOf={(text) => folderWrong(text, files)}
          onChange={(text) => onChange({ ...preopen, folder: text }, 'folder')}
        />
        <DraftField
          label="Seen by the program as"
          value={guest}
          problemOf={(text) => guestWrong(text, others)}
          onChange={(text) => onChange({ ...preopen, guest: text }, 'guest')}
        />
      </div>
      <SelectField
        label="Rights"
        choices={GRADES}
        value={grade}
        onChange={(chosen) => {
          if (chosen === 'own') setOpen(true);
          else onChange(graded(preopen, chosen));
        }}
      />
      <CheckField
        label="Ask me when it is first needed"
        note="The program waits for the answer."
        isChecked={ask}
        onChange={(isOn) => onChange({ ...preopen, ask: isOn })}
      />
      <details className="rights" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {`Each right (${preopen.base.length} on the folder, ${preopen.inheriting.length} beneath it)`}
        </summary>
        <RightsTable preopen={preopen} onChange={onChange} />
      </details>
    </li>
  );
}

/** What no folder, and nothing opened beneath one, can be used for. */
const FOLDER_RIGHTS = RIGHT_NAMES.filter((name) => !name.startsWith('sock_'));

function RightsTable({
  preopen,
  onChange,
}: {
  readonly preopen: Preopen;
  readonly onChange: (preopen: Preopen) => void;
}) {
  return (
    <div className="rights-scroll" tabIndex={0} role="group" aria-label={`Rights of ${preopen.guest}`}>
      <table className="rights-table">
        <thead>
          <tr>
            <th scope="col">Right</th>
            <th scope="col">
              <abbr title="base: on the folder itself">base</abbr>
            </th>
            <th scope="col">
              <abbr title="inheriting: the most that what is opened beneath it can hold">inh.</abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          {FOLDER_RIGHTS.map((right) => (
            <RightRow key={right} right={right} preopen={preopen} onChange={onChange} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RightRow({
  right,
  preopen,
  onChange,
}: {
  readonly right: RightName;
  readonly preopen: Preopen;
  readonly onChange: (preopen: Preopen) => void;
}) {
  const id = useId();
  return (
    <tr>
      <th scope="row" id={id}>
        <code>{right}</code>
        <span className="right-words">{RIGHT_WORDS[right]}</span>
      </th>
      {(['base', 'inheriting'] as const).map((set) => (
        <td key={set}>
          <input
            type="checkbox"
            aria-label={`${right}, ${set}`}
            aria-describedby={id}
            checked={preopen[set].includes(right)}
            onChange={({ target }) => onChange({ ...preopen, [set]: withRight(preopen[set], right, target.checked) })}
          />
        </td>
      ))}
    </tr>
  );
}
