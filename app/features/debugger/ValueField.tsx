import { useState } from 'react';
import { useServices } from '../../services/use-services.ts';

/** Offers to give a variable another value, with which a new future begins. `target`: the expression that names it. */
export function ValueField({ target }: { readonly target: string }) {
  const { debugCommand } = useServices();
  const [isOpen, setOpen] = useState(false);
  if (!isOpen)
    return (
      <button type="button" className="debugger-change" aria-label={`Change ${target}`} onClick={() => setOpen(true)}>
        Change
      </button>
    );
  return (
    <form
      className="debugger-form"
      onSubmit={(event) => {
        event.preventDefault();
        const value = new FormData(event.currentTarget).get('value');
        if (typeof value === 'string' && value.trim() !== '') debugCommand({ type: 'set', target, value });
        setOpen(false);
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setOpen(false);
      }}
    >
      {/* The press that brought it is a wish to type here. */}
      <input name="value" className="field is-code" aria-label={`New value of ${target}`} autoFocus />
      <button type="submit" className="button is-small">
        Change
      </button>
      <span className="debugger-type">A new future begins here: what came later is dropped.</span>
    </form>
  );
}
