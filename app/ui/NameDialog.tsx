import { useId, useState } from 'react';
import { Dialog } from './Dialog.tsx';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly initial: string;
  /** What the button does, as a verb: `Create`. */
  readonly verb: string;
  /** What is wrong with a name, as a sentence. */
  readonly problem: (name: string) => string | undefined;
  readonly onSubmit: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for one name. */
export function NameDialog({ title, label, initial, verb, problem, onSubmit, onClose }: NameDialogProps) {
  const [name, setName] = useState(initial);
  const [isTried, setTried] = useState(false);
  const fieldId = useId();
  const problemId = useId();
  const wrong = problem(name);
  const shown = isTried ? wrong : undefined;

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (wrong !== undefined) return;
          onClose();
          onSubmit(name.trim());
        }}
      >
        <label className="field-label" htmlFor={fieldId}>
          {label}
        </label>
        <input
          id={fieldId}
          className="field"
          value={name}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={shown !== undefined}
          aria-describedby={problemId}
          onChange={(event) => setName(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
        <p id={problemId} className="field-problem" role="alert">
          {shown}
        </p>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button is-primary">
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
