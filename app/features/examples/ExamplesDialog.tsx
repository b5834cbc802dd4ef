import { useEffect, useState } from 'react';
import type { ExampleSummary } from '../../services/projects/example.ts';
import { useServices } from '../../services/use-services.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import './examples.css';

/** Programs to start from; each opens as a project of its own. */
export default function ExamplesDialog({ onClose }: { readonly onClose: () => void }) {
  const { examples, projects } = useServices();
  const [shown, setShown] = useState<readonly ExampleSummary[]>([]);

  useEffect(() => {
    let isGone = false;
    void examples.list().then((all) => !isGone && setShown(all));
    return () => {
      isGone = true;
    };
  }, [examples]);

  return (
    <Dialog title="Examples" className="examples" onClose={onClose}>
      <p className="dialog-text examples-intro">Each opens as a project of its own; yours stay as they are.</p>
      <ul className="example-list">
        {shown.map(({ id, title, description }) => (
          <li key={id}>
            <button
              type="button"
              className="example"
              onClick={() => {
                onClose();
                void projects.openExample(id);
              }}
            >
              <span className="example-title">{title}</span>
              <span className="example-description">{description}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
