import { useState } from 'react';
import type { Policy } from '../../../runtime/policy/policy.ts';
import { useApp } from '../../state/use-app.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { TextField } from '../../ui/Field.tsx';
import { policyJson, policyWritten } from './policy-text.ts';

interface JsonFormProps {
  readonly policy: Policy;
  readonly onChange: (policy: Policy) => void;
}

/** The policy as text, to be copied, edited and pasted. It counts as soon as it is right. */
export function JsonForm({ policy, onChange }: JsonFormProps) {
  const files = useApp((state) => state.files);
  // As it was typed, for as long as it is not right or says the same in another form.
  const [draft, setDraft] = useState<{ readonly text: string; readonly problem: string | undefined }>();
  const text = policyJson(policy);
  return (
    <>
      <div className="policy-bar">
        <p className="policy-note">Edit it here, or paste another one.</p>
        <CopyButton what="the policy as JSON" text={text} />
      </div>
      <TextField
        label="Policy as JSON"
        rows={12}
        problem={draft?.problem}
        value={draft?.text ?? text}
        onChange={(typed) => {
          const written = policyWritten(typed, files);
          if ('problem' in written) return setDraft({ text: typed, problem: written.problem });
          setDraft(undefined);
          onChange(written.policy);
        }}
      />
      {draft?.problem !== undefined && (
        <button type="button" className="button is-small" onClick={() => setDraft(undefined)}>
          Discard what is typed
        </button>
      )}
    </>
  );
}
