import { useState, type ReactNode } from 'react';
import type { ShownValue } from '../../../runtime/stops/stop.ts';
import { PlaceTools } from './PlaceTools.tsx';
import { ValueField } from './ValueField.tsx';
import { valuePath } from '../../../runtime/stops/value-path.ts';

/** Variables by name; `changed`: since the stop before. */
export function ValueList({
  label,
  values,
  changed,
  isStopped,
}: {
  readonly label: string;
  readonly values: readonly ShownValue[];
  readonly changed: ReadonlySet<string>;
  /** Values can be changed. */
  readonly isStopped: boolean;
}) {
  if (values.length === 0) return <p className="debugger-none">None</p>;
  return (
    <ul className="debugger-values" aria-label={label}>
      {values.map((value, i) => (
        <ValueItem key={i} value={value} isChanged={changed.has(value.name)} isStopped={isStopped} />
      ))}
    </ul>
  );
}

/** A number, a character, true or false, an address, or nothing yet: no text, structure or array, which are several values. */
const CHANGEABLE =
  /^(?:-?[\d.]+(?:e[+-]?\d+)?|-?inf|nan|true|false|NULL|not set|0x[\da-f]+.*|\w[\w |]* \(-?\d+\)|-?\d+ '.*')$/;

/** `tool`: a button for it; `path`: how C writes it. */
export function ValueItem({
  value,
  isChanged,
  isStopped,
  tool,
  path = value.name,
}: {
  readonly value: ShownValue;
  readonly isChanged: boolean;
  readonly isStopped: boolean;
  readonly tool?: ReactNode;
  readonly path?: string;
}) {
  const { name, type, text, parts, place, isProblem } = value;
  // A value may have thousands of parts.
  const [isOpen, setOpen] = useState(false);
  if (isProblem)
    return (
      <li>
        {tool} <span className="debugger-name">{name}</span>:{' '}
        <span className="debugger-problem">has no value here. {text}.</span>
      </li>
    );
  const line = (
    <>
      <span className="debugger-name">{name}</span> = <span className="debugger-text">{text}</span>
      {isChanged && <span className="debugger-changed"> changed</span>} <span className="debugger-type">{type}</span>
    </>
  );
  return (
    <li>
      {tool}{' '}
      {parts.length === 0 ? (
        line
      ) : (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{line}</summary>
          {isOpen && (
            <ul className="debugger-values">
              {parts.map((part, i) => (
                <ValueItem
                  key={i}
                  value={part}
                  isChanged={false}
                  isStopped={isStopped}
                  path={valuePath(path, part.name)}
                />
              ))}
            </ul>
          )}
        </details>
      )}
      {isStopped && place && CHANGEABLE.test(text) && <ValueField target={path} />}
      {place && <PlaceTools name={path} place={place} />}
    </li>
  );
}
