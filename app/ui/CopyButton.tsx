import { useEffect, useState } from 'react';

type Copying = 'no' | 'done' | 'refused';

const SAID: Readonly<Record<Copying, string>> = { no: 'Copy', done: 'Copied', refused: 'Not allowed' };
/** Long enough to be read. */
const SAID_MS = 2000;

/** Puts a text on the clipboard, and says that it did. `what` completes the name: `Copy the command`. */
export function CopyButton({ what, text }: { readonly what: string; readonly text: string }) {
  const [copying, setCopying] = useState<Copying>('no');

  useEffect(() => {
    if (copying === 'no') return;
    const timer = setTimeout(() => setCopying('no'), SAID_MS);
    return () => clearTimeout(timer);
  }, [copying]);

  return (
    <>
      <button
        type="button"
        className="button is-small"
        aria-label={`Copy ${what}`}
        onClick={() =>
          void navigator.clipboard.writeText(text).then(
            () => setCopying('done'),
            () => setCopying('refused'),
          )
        }
      >
        {SAID[copying]}
      </button>
      <span role="status" className="for-readers">
        {copying === 'no' ? '' : SAID[copying]}
      </span>
    </>
  );
}
