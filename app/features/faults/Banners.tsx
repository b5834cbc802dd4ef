import { visibleLines } from '../../../runtime/base/visible-text.ts';
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
  return (
    <>
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
