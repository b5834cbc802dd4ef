import { useId, useState, type SubmitEvent } from 'react';
import type { RightName } from '../../../runtime/abi/rights.ts';
import { RIGHT_WORDS } from '../../../runtime/policy/right-words.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import { useServices } from '../../services/use-services.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { RIGHT_GROUPS } from './right-groups.ts';
import { rowName } from './row-text.ts';

interface DropRightsDialogProps {
  readonly row: DescriptorRow;
  readonly onClose: () => void;
}

type Pair = 'base' | 'inheriting';

/** Chooses which rights to take from a descriptor of the running program. */
export function DropRightsDialog({ row, onClose }: DropRightsDialogProps) {
  const { live } = useServices();
  const [base, setBase] = useState<readonly RightName[]>([]);
  const [inheriting, setInheriting] = useState<readonly RightName[]>([]);
  const isFolder = row.kind === 'directory';

  function onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    live((part) => part.dropRights(row.id, { base, inheriting }));
    onClose();
  }

  return (
    <Dialog title={`Drop rights of ${rowName(row)}`} className="drop-dialog" onClose={onClose}>
      <form onSubmit={onSubmit}>
        <p className="dialog-text">
          The program’s next call that needs one of them fails with <code>notcapable</code>. They do not come back in
          this run.
          {isFolder &&
            ' Nothing opened in the folder from now on gets what the folder loses; otherwise opening “.” would bring it back.'}
        </p>
        <div className="drop-lists">
          <Rights
            title={isFolder ? 'On the folder itself' : 'Rights'}
            pair="base"
            row={row}
            chosen={base}
            onChange={setBase}
          />
          {row.kind !== 'regular_file' && row.rights.inheriting.length > 0 && (
            <Rights
              title="On what is opened in it from now on"
              pair="inheriting"
              row={row}
              chosen={inheriting}
              implied={base}
              onChange={setInheriting}
            />
          )}
        </div>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button is-primary" disabled={base.length + inheriting.length === 0}>
            Drop
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface RightsProps {
  readonly title: string;
  readonly pair: Pair;
  readonly row: DescriptorRow;
  readonly chosen: readonly RightName[];
  /** These follow what is chosen in another row. */
  readonly implied?: readonly RightName[];
  readonly onChange: (chosen: readonly RightName[]) => void;
}

/** The rights that are held, by what they are about; a group is taken as a whole or right by right. */
function Rights({ title, pair, row, chosen, implied = [], onChange }: RightsProps) {
  const id = useId();
  const held = row.rights[pair];
  return (
    <fieldset className="drop-list">
      <legend>{title}</legend>
      {RIGHT_GROUPS.map(({ rights }) => {
        const here = (rights as readonly RightName[]).filter((right) => held.includes(right));
        return here.map((right) => (
          <label key={right} className="drop-right" htmlFor={`${id}-${right}`}>
            <input
              id={`${id}-${right}`}
              type="checkbox"
              checked={chosen.includes(right) || implied.includes(right)}
              disabled={implied.includes(right)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, right] : chosen.filter((other) => other !== right))
              }
            />
            <code>{right}</code>
            <span className="drop-word" aria-hidden>
              {RIGHT_WORDS[right]}
            </span>
          </label>
        ));
      })}
    </fieldset>
  );
}
