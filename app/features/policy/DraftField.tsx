import { useState } from 'react';
import { TextField } from '../../ui/Field.tsx';

interface DraftFieldProps {
  readonly label: string;
  readonly note?: string;
  readonly inputMode?: 'numeric';
  readonly suggestions?: readonly string[];
  readonly value: string;
  /** What is wrong with a text, as a sentence; undefined: nothing. */
  readonly problemOf: (text: string) => string | undefined;
  readonly onChange: (value: string) => void;
}

/** A field that hands on what is right, and keeps what is not to itself, with the reason. */
export function DraftField({ value, problemOf, onChange, note, ...field }: DraftFieldProps) {
  // What is being typed, as long as it is not right; then the last one that was stays.
  const [typed, setTyped] = useState<string>();
  const problem = typed === undefined ? undefined : problemOf(typed);
  return (
    <TextField
      {...field}
      {...(note !== undefined && { note })}
      problem={problem}
      value={problem === undefined ? value : (typed ?? value)}
      onChange={(text) => {
        const isRight = problemOf(text) === undefined;
        setTyped(isRight ? undefined : text);
        if (isRight) onChange(text);
      }}
    />
  );
}
