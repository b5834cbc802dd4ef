import { visibleLines } from '../../../runtime/base/visible-text.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Icon } from '../../ui/icons.tsx';
import './banners.css';

/** What must not be overlooked: our own faults, and what did not work. */
export function Banners() {
  const faults = useApp((state) => state.faults);
  const notice = useApp((state) => state.notice);
  const faultsDismissed = useApp((state) => state.faultsDismissed);
  const noticeChanged = useApp((state) => state.noticeChanged);
  const kernelEnd = useApp((state) => state.kernelEnd);
  const { startAgain } = useServices();
  return (
    <>
      {kernelEnd && (
        <div role="alert" className="banner is-red">
          <div className="banner-text">
            <p className="banner-title">The machine stopped: {kernelEnd.why}.</p>
            <p>What you typed is kept in this page. Nothing runs or is saved until the machine is started again.</p>
          </div>
          <button
            type="button"
            className="button is-primary"
            disabled={kernelEnd.isStartingAgain}
            onClick={() => void startAgain()}
          >
            {kernelEnd.isStartingAgain ? 'Starting…' : 'Start again'}
          </button>
        </div>
      )}
      {faults.length > 0 && (
        <div role="alert" className="banner is-red">
          <div className="banner-text">
            <p className="banner-title">Preopen made a mistake; this is not your program’s fault.</p>
            {faults.map((fault) => (
              <p key={fault}>{fault}</p>
            ))}
          </div>
          <IconButton label="Dismiss" className="is-small" onClick={faultsDismissed}>
            <Icon name="cross" size={14} />
          </IconButton>
        </div>
      )}
      {notice !== undefined && (
        <div role="alert" className="banner is-amber">
          <p className="banner-text">{visibleLines(notice)}</p>
          <IconButton label="Dismiss" className="is-small" onClick={() => noticeChanged(undefined)}>
            <Icon name="cross" size={14} />
          </IconButton>
        </div>
      )}
    </>
  );
}
