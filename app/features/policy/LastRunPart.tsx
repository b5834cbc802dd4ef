import { compareUses, isLeast, leastPolicy } from '../../../runtime/policy/least.ts';
import { policyInWords } from '../../../runtime/policy/in-words.ts';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { selectIsBusy, type LastRun } from '../../state/run-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { comparisonText, endText, isProof, startText } from './last-run-text.ts';

/** Granted against used: what the program that ran last needed of its policy. */
export function LastRunPart({ onKept }: { readonly onKept: () => void }) {
  const lastRun = useApp((state) => state.lastRun);
  return (
    <section className="policy-part" aria-label="Last run">
      <h3 className="policy-heading">Last run</h3>
      {lastRun ? (
        <Report lastRun={lastRun} onKept={onKept} />
      ) : (
        <p className="policy-note">Run the program to compare what it used with what it was granted.</p>
      )}
    </section>
  );
}

function Report({ lastRun, onKept }: { readonly lastRun: LastRun; readonly onKept: () => void }) {
  const { outcome, report } = lastRun;
  const { policy, uses, comparison } = report;
  const { policy: service } = useServices();
  const projectPolicy = useApp((state) => selectSettings(state)?.policy);
  const isBusy = useApp(selectIsBusy);
  const isWhole = outcome.kind !== 'stopped';
  const least = leastPolicy(policy, uses);
  const rows = compareUses(policy, uses);
  const isSmallest = isLeast(policy, uses);
  const isKept = JSON.stringify(projectPolicy) === JSON.stringify(policy);
  return (
    <>
      <p className="policy-lead">{endText(lastRun)}</p>
      {comparison && (
        <p role="status" className={isProof(comparison) ? 'proof is-good' : 'proof is-amber'}>
          {comparisonText(comparison, uses)}
        </p>
      )}
      <div className="rights-scroll" tabIndex={0} role="group" aria-label="Granted against used">
        <table className="uses-table">
          <thead>
            <tr>
              <th scope="col">Granted</th>
              <th scope="col">Used</th>
              <th scope="col">Unused</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ what, used, surplus, rights }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{used ?? 'not used'}</td>
                <td className={surplus === undefined ? '' : 'is-surplus'}>
                  {rights === undefined ? (surplus ?? 'none') : <Surplus what={what} text={surplus} rights={rights} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="policy-note">
        {startText(uses)} Which files of a folder it used and how much memory are not counted: those grants stay as they
        are.
      </p>
      {!isWhole && <p className="policy-note">It was stopped, so what it would have needed later is unknown.</p>}
      {isWhole && isSmallest && !isProof(comparison) && (
        <p className="policy-note">It was granted no more than it needed.</p>
      )}
      {isWhole && !isSmallest && (
        <>
          <p className="policy-lead">Under the smallest policy that is enough for this run, the program</p>
          <ul className="policy-words" aria-label="The smallest policy in words">
            {policyInWords(least).map((phrase) => (
              <li key={phrase}>{phrase}</li>
            ))}
          </ul>
        </>
      )}
      <div className="policy-buttons">
        {isWhole && !isSmallest && (
          <button
            type="button"
            className="button is-primary"
            disabled={isBusy}
            onClick={() => service((part) => part.repeatUnderLeast())}
          >
            Run again under it
          </button>
        )}
        {isWhole && !isKept && (
          <button
            type="button"
            className={isProof(comparison) ? 'button is-primary' : 'button'}
            onClick={() => {
              onKept();
              service((part) => part.keepLast());
            }}
          >
            Keep it
          </button>
        )}
        {isProof(comparison) && isKept && <p className="policy-note">This is the project’s policy now.</p>}
      </div>
    </>
  );
}

function Surplus({
  what,
  text,
  rights,
}: {
  readonly what: string;
  readonly text: string | undefined;
  readonly rights: string;
}) {
  return (
    <details>
      <summary aria-label={`Rights that ${what} did not need: ${text}`}>{text}</summary>
      {rights}
    </details>
  );
}
