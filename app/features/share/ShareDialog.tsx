import { useEffect, useState, type ReactNode } from 'react';
import type { Result } from '../../../runtime/base/result.ts';
import type { SharedLink } from '../../services/links/links.ts';
import { useServices } from '../../services/use-services.ts';
import { selectProjectName } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { CheckField, SelectField } from '../../ui/Field.tsx';
import { addressOf, embedSnippet, isLong, lengthText, leftOutText, type EmbedTheme } from './share-text.ts';
import './share.css';

/** The project as a link, and as a piece of HTML. Loaded when first opened, hence the default export. */
export default function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const { links } = useServices();
  const [made, setMade] = useState<Result<SharedLink, string>>();

  useEffect(() => {
    const gone = new AbortController();
    links(async (part) => {
      const link = await part.make(gone.signal);
      if (!gone.signal.aborted) setMade(link);
    });
    return () => gone.abort();
  }, [links]);

  return (
    <Dialog title="Share this project" className="share" onClose={onClose}>
      {made === undefined && (
        <p className="field-note" role="status">
          Making the link…
        </p>
      )}
      {made?.ok === true && <Shared {...made.value} />}
      {made?.ok === false && <Instead why={made.error} />}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}

function Shared({ fragment, leftOut }: SharedLink) {
  const name = useApp(selectProjectName) ?? '';
  const address = addressOf(document.baseURI, fragment);
  return (
    <>
      <p className="dialog-text">
        The link holds the whole project: files, flags, arguments, input, and what the program may reach. Whoever opens
        it is asked first. No server gets to see it.
      </p>
      <div className="share-bar">
        <label className="share-title" htmlFor="share-link">
          Link
        </label>
        {'share' in navigator && (
          <button
            type="button"
            className="button is-small"
            // Not to send it after all is no failure.
            onClick={() => void navigator.share({ title: name, url: address }).catch(() => undefined)}
          >
            Send…
          </button>
        )}
        <CopyButton what="the link" text={address} />
      </div>
      <textarea
        id="share-link"
        className="field is-code share-link"
        aria-describedby="share-length"
        readOnly
        rows={3}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      {isLong(address) ? (
        <Instead id="share-length" why={lengthText(address)} />
      ) : (
        <p id="share-length" className="field-note">
          {lengthText(address)}
        </p>
      )}
      {leftOut.length > 0 && <p className="field-note">{leftOutText(leftOut)}</p>}
      <Embed fragment={fragment} />
    </>
  );
}

function Embed({ fragment }: { readonly fragment: string }) {
  const [theme, setTheme] = useState<EmbedTheme>('auto');
  const [isReadOnly, setReadOnly] = useState(false);
  const snippet = embedSnippet(document.baseURI, fragment, { theme, isReadOnly });
  return (
    <section aria-labelledby="share-embed" className="share-embed">
      <div className="share-bar">
        <h3 id="share-embed" className="share-title">
          Embed
        </h3>
        <CopyButton what="the HTML" text={snippet} />
      </div>
      <pre className="share-snippet" tabIndex={0} role="region" aria-label="HTML">
        {snippet}
      </pre>
      <div className="share-options">
        <SelectField
          label="Theme"
          choices={[
            { value: 'auto', label: 'Match the reader’s system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          value={theme}
          onChange={setTheme}
        />
        <CheckField label="Readers cannot change the code" isChecked={isReadOnly} onChange={setReadOnly} />
      </div>
    </section>
  );
}

/** Where a link does not serve, a file does. */
function Instead({ id, why }: { readonly id?: string; readonly why: ReactNode }) {
  const { actions } = useServices();
  return (
    <div className="share-instead">
      <p id={id}>{why}</p>
      <button type="button" className="button is-small" onClick={actions['download-project'].run}>
        Download as zip
      </button>
    </div>
  );
}
