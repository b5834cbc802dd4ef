import { useState } from 'react';
import { visible } from '../../../runtime/base/visible-text.ts';
import { RIGHT_WORDS } from '../../../runtime/policy/right-words.ts';
import type { DescriptorRow } from '../../../runtime/trace/descriptor-row.ts';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { DropRightsDialog } from './DropRightsDialog.tsx';
import { rowName } from './row-text.ts';

interface DescriptorDetailsProps {
  readonly row: DescriptorRow;
  /** What can be done about it: `take-back` of the running program, `plan` before the next run. */
  readonly hand: Hand;
  /** It was taken back: the button that did it is no place for the keyboard any more. */
  readonly onTaken: () => void;
}

export type Hand = 'none' | 'take-back' | 'plan';

/** All rights of one descriptor by name, and what can be done about them. */
export function DescriptorDetails({ row, hand, onTaken }: DescriptorDetailsProps) {
  const { live } = useServices();
  const [isDropping, setDropping] = useState(false);
  const name = rowName(row);
  const hasRights = row.rights.base.length + row.rights.inheriting.length > 0;
  return (
    <>
      {hand === 'plan' && row.preopen !== undefined && <AskFirst guest={row.preopen} />}
      {hand === 'take-back' && (
        <div className="descriptor-buttons">
          <button
            type="button"
            className="button is-small"
            disabled={!hasRights}
            aria-label={`Drop rights of ${name}`}
            onClick={() => setDropping(true)}
          >
            Drop rights…
          </button>
          <button
            type="button"
            className="button is-small"
            disabled={row.isRevoked}
            aria-label={`Revoke ${name}`}
            title="Takes back this descriptor and everything opened through it"
            onClick={() => {
              live((part) => part.revoke(row.id));
              onTaken();
            }}
          >
            Revoke
          </button>
          <button
            type="button"
            className="button is-small"
            aria-label={`Close ${name}`}
            title="As if the program had closed it: the number becomes free"
            onClick={() => {
              live((part) => part.close(row.id));
              onTaken();
            }}
          >
            Close
          </button>
        </div>
      )}
      <FullRights title={row.kind === 'directory' ? 'On the folder itself' : 'Rights'} pair="base" row={row} />
      {row.kind !== 'regular_file' && row.first.inheriting.length > 0 && (
        <FullRights title="At most, on what is opened in it" pair="inheriting" row={row} />
      )}
      {isDropping && <DropRightsDialog row={row} onClose={() => setDropping(false)} />}
    </>
  );
}

/** Whether the next run is to ask before it uses the folder called `guest`. */
function AskFirst({ guest }: { readonly guest: string }) {
  const policy = useApp((state) => selectSettings(state)?.policy);
  const policyChanged = useApp((state) => state.policyChanged);
  if (!policy) return null;
  const { preopens } = policy;
  return (
    <label className="check-row">
      <input
        type="checkbox"
        aria-label={`Ask me before ${visible(guest)} is used`}
        checked={preopens.some((preopen) => preopen.guest === guest && preopen.ask)}
        onChange={({ target: { checked: ask } }) =>
          policyChanged({
            ...policy,
            preopens: preopens.map((preopen) => (preopen.guest === guest ? { ...preopen, ask } : preopen)),
          })
        }
      />
      <span>Ask me before it is used</span>
    </label>
  );
}

interface FullRightsProps {
  readonly title: string;
  readonly pair: 'base' | 'inheriting';
  readonly row: DescriptorRow;
}

function FullRights({ title, pair, row }: FullRightsProps) {
  const [first, now, withdrawn] = [row.first[pair], row.rights[pair], row.withdrawn[pair]];
  return (
    <>
      <h3 className="descriptor-heading">
        {title} <span className="panel-count">{`${now.length} of ${first.length}`}</span>
      </h3>
      {first.length === 0 ? (
        <p className="descriptor-none">None. The program can close it and ask what kind it is.</p>
      ) : (
        <ul className="right-names">
          {first.map((right) => (
            <li key={right}>
              {now.includes(right) ? (
                <code title={RIGHT_WORDS[right]}>{right}</code>
              ) : (
                <>
                  <del className={withdrawn.includes(right) ? 'is-withdrawn' : 'is-given-up'}>
                    <code>{right}</code>
                  </del>{' '}
                  <span className="right-fate">{withdrawn.includes(right) ? 'withdrawn' : 'given up'}</span>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
