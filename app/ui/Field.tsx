import { useId, type ReactNode } from 'react';
import './field.css';

/** A value and what it means to the reader. */
export interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
}

interface TextFieldProps {
  readonly label: string;
  readonly note?: string;
  /** Several lines where given. */
  readonly rows?: number;
  readonly problem?: string | undefined;
  readonly value: string;
  readonly inputMode?: 'numeric';
  /** What can be chosen instead of being typed. */
  readonly suggestions?: readonly string[];
  readonly onChange: (value: string) => void;
}

export function TextField({ label, note, rows, problem, value, inputMode, suggestions, onChange }: TextFieldProps) {
  const id = useId();
  const said = problem ?? note;
  const common = {
    id,
    className: 'field is-code',
    value,
    spellCheck: false,
    autoComplete: 'off',
    autoCapitalize: 'off',
    inputMode,
    'aria-invalid': problem !== undefined,
    'aria-describedby': said === undefined ? undefined : `${id}-note`,
  };
  return (
    <Labelled id={id} label={label}>
      {rows === undefined ? (
        <input {...common} list={suggestions && `${id}-list`} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <textarea {...common} rows={rows} onChange={(event) => onChange(event.target.value)} />
      )}
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {said !== undefined && (
        <p id={`${id}-note`} className={problem === undefined ? 'field-note' : 'field-problem'}>
          {said}
        </p>
      )}
    </Labelled>
  );
}

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly note?: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

export function SelectField<T extends string>({ label, note, choices, value, onChange }: SelectFieldProps<T>) {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <select
        id={id}
        className="field"
        value={value}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => {
          const chosen = choices.find((choice) => choice.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <p id={`${id}-note`} className="field-note">
          {note}
        </p>
      )}
    </Labelled>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly note?: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

export function CheckField({ label, note, isChecked, onChange }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="check-row">
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        {note !== undefined && (
          <p id={`${id}-note`} className="field-note">
            {note}
          </p>
        )}
      </div>
    </div>
  );
}

function Labelled({
  id,
  label,
  children,
}: {
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="field-row">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children}
    </div>
  );
}
