import PAGES from 'virtual:mistakes';
import { DEFAULT_SETTINGS } from '../../../runtime/protocol/project.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { freeName } from '../../text/free-name.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import './mistake-dialog.css';

interface MistakeDialogProps {
  /** As the report names it. */
  readonly kind: string;
  readonly onClose: () => void;
}

/** A kind of mistake, shown on a program of its own. Loaded when it is asked for, hence the default export. */
export default function MistakeDialog({ kind, onClose }: MistakeDialogProps) {
  const { projects } = useServices();
  const known = useApp((state) => state.projects);
  const page = PAGES.get(kind);
  if (!page) throw new Error(`There is no page about the mistake “${kind}”`);
  const { title, flags, file, source, said } = page;

  function open(): void {
    onClose();
    const name = freeName(
      title,
      known.map((project) => project.name),
    );
    const files = new Map([[file, new TextEncoder().encode(source)]]);
    void projects.make({ name, settings: { ...DEFAULT_SETTINGS, extraFlags: flags, openFile: file }, files });
  }

  return (
    <Dialog title={title} className="mistake-dialog" onClose={onClose}>
      <p className="dialog-text">A small program with this mistake:</p>
      <pre className="mistake-text" tabIndex={0} role="group" aria-label="The program">
        {source}
      </pre>
      {flags !== '' && (
        <p className="dialog-text">
          It is compiled with <code>{flags}</code>.
        </p>
      )}
      <p className="dialog-text">When it runs, the terminal says:</p>
      <pre className="mistake-text" tabIndex={0} role="group" aria-label="What is said of it">
        {said}
      </pre>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
        <button type="button" className="button is-primary" data-first onClick={open}>
          Open this example
        </button>
      </div>
    </Dialog>
  );
}
