import { CopyButton } from '../../ui/CopyButton.tsx';

interface CodeLinesProps {
  readonly title: string;
  /** Completes the name of the button: `Copy the command`. */
  readonly what: string;
  readonly text: string;
}

/** Lines to be copied, with a button that does so. */
export function CodeLines({ title, what, text }: CodeLinesProps) {
  return (
    <>
      <div className="other-hosts-bar">
        <h3 className="other-hosts-title">{title}</h3>
        <CopyButton what={what} text={text} />
      </div>
      <pre className="code-block" tabIndex={0} aria-label={title}>
        {text}
      </pre>
    </>
  );
}
