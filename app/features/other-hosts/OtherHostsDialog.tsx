import { useEffect, useState } from 'react';
import type { Result } from '../../../runtime/base/result.ts';
import { argsOf, environOf } from '../../../runtime/protocol/program-start.ts';
import { otherHostsNotes, nodeLines, wasmtimeLine } from '../../../runtime/policy/other-hosts.ts';
import { COMPONENT_NAME, PROGRAM_NAME } from '../../services/files/downloads.ts';
import { sizeText } from '../../text/file-text.ts';
import { useServices } from '../../services/use-services.ts';
import { selectSettings } from '../../state/project-slice.ts';
import { useApp } from '../../state/use-app.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { CodeLines } from './CodeLines.tsx';
import { ComponentDownload } from './ComponentDownload.tsx';
import './other-hosts.css';

interface OtherHostsDialogProps {
  /** File name of a module of the project; undefined: the program that was built here. */
  readonly module: string | undefined;
  readonly onClose: () => void;
}

const SCRIPT = 'run.mjs';

/** The program on another computer, with the same grants. Loaded when first opened, hence the default export. */
export default function OtherHostsDialog({ module, onClose }: OtherHostsDialogProps) {
  const settings = useApp(selectSettings);
  const size = useProgramSize(module === undefined);
  const [chosen, setForm] = useState<Form>();
  const form = chosen ?? (size && !size.ok ? 'component' : 'module');
  if (!settings) return null;
  const run = {
    program: module ?? (form === 'component' ? COMPONENT_NAME : PROGRAM_NAME),
    args: argsOf(settings),
    env: environOf(settings),
    policy: settings.policy,
  };
  const notes = otherHostsNotes(run);
  return (
    <Dialog
      title={module === undefined ? 'Download program' : `Run ${module} elsewhere`}
      className="other-hosts"
      onClose={onClose}
    >
      {module === undefined && <FormChoice form={form} onChange={setForm} />}
      {module === undefined && (form === 'component' ? <ComponentDownload /> : <DownloadProgram size={size} />)}
      <p className="dialog-text">
        With the arguments, the environment and the grants of this project’s settings. Start it in a folder with the
        project’s files: that folder is what the program sees as <code>/</code>.
      </p>
      <CodeLines title="With Wasmtime" what="the command" text={wasmtimeLine(run)} />
      {form === 'module' && <CodeLines title={`With Node, as ${SCRIPT}`} what="the script" text={nodeLines(run)} />}
      {notes.length > 0 && (
        <ul className="other-hosts-notes" aria-label="What these lines leave out">
          {notes.map((note) => (
            <li key={note}>{note}.</li>
          ))}
        </ul>
      )}
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  );
}

/** What a program is given away as. */
type Form = 'module' | 'component';

const FORMS: Readonly<Record<Form, string>> = { module: 'Module (Preview 1)', component: 'Component (WASI 0.2)' };

interface FormChoiceProps {
  readonly form: Form;
  readonly onChange: (form: Form) => void;
}

function FormChoice({ form, onChange }: FormChoiceProps) {
  return (
    <div role="radiogroup" aria-label="Download as" className="other-hosts-form">
      {(Object.keys(FORMS) as Form[]).map((one) => (
        <label key={one}>
          <input type="radio" name="form" checked={one === form} onChange={() => onChange(one)} />
          {FORMS[one]}
        </label>
      ))}
    </div>
  );
}

type ProgramSize = Result<number, string> | undefined;

/** Bytes of the program that was built last, or why it is no module. */
function useProgramSize(isAsked: boolean): ProgramSize {
  const { downloads } = useServices();
  const [size, setSize] = useState<ProgramSize>();

  useEffect(() => {
    if (!isAsked) return;
    let isGone = false;
    downloads(async (part) => {
      const found = await part.programSize();
      if (!isGone) setSize(found);
    });
    return () => {
      isGone = true;
    };
  }, [downloads, isAsked]);

  return size;
}

function DownloadProgram({ size }: { readonly size: ProgramSize }) {
  const { downloads } = useServices();
  return (
    <div className="other-hosts-download">
      <button
        type="button"
        className="button is-primary"
        disabled={!size?.ok}
        aria-describedby="other-hosts-size"
        onClick={() => downloads((part) => part.program())}
      >
        Download {PROGRAM_NAME}
      </button>
      <p id="other-hosts-size" className="other-hosts-size">
        {sizeSentence(size)}
      </p>
    </div>
  );
}

function sizeSentence(size: ProgramSize): string {
  if (!size) return 'Nothing has been built in this project yet. Run it once, then download the program here.';
  return size.ok ? `${sizeText(size.value)}, as it was built last.` : `${size.error}.`;
}
