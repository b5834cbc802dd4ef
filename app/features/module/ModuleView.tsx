import { Play, TriangleAlert } from 'lucide-react';
import { Fragment, useId, type ReactNode } from 'react';
import { answersRequests, moduleProblemText, type ModuleInfo } from '../../../runtime/abi/module-info.ts';
import { useServices } from '../../services/use-services.ts';
import { fileName } from '../../state/paths.ts';
import { useApp } from '../../state/use-app.ts';
import {
  importCount,
  isReadable,
  isSyscall,
  isWasi,
  kindText,
  memoryText,
  moduleSizeText,
  sectionTexts,
  shownImports,
  WASI_TEXTS,
} from './module-text.ts';
import './module.css';

/** What the .wasm file in the editor is, and what can be done with it. Loaded when one is opened. */
export default function ModuleView() {
  const path = useApp((state) => state.activeFile);
  const document = useApp(({ documents, activeFile }) =>
    activeFile === undefined ? undefined : documents[activeFile],
  );
  if (path === undefined || document?.phase !== 'module') return null;
  return <Module key={path} path={path} info={document.info} />;
}

function Module({ path, info }: { readonly path: string; readonly info: ModuleInfo }) {
  const { problem } = info;
  const problemId = useId();
  return (
    <section className="module" aria-label={`Module ${path}`} tabIndex={0}>
      <h2 className="module-name">{fileName(path)}</h2>
      <p className="module-kind">
        {kindText(info)}, {moduleSizeText(info)}
      </p>
      {problem && (
        <p id={problemId} className="module-problem">
          <TriangleAlert size={16} aria-hidden />
          <span>{moduleProblemText(problem)}.</span>
        </p>
      )}
      {!problem && answersRequests(info) && (
        <p className="module-kind">
          It answers HTTP requests that come through a listening socket: grant one in Settings, run it, and send it
          requests in the HTTP panel.
        </p>
      )}
      <Buttons path={path} canRun={problem === undefined} whyId={problem && problemId} />
      <p className="module-kind">
        It runs as it is: checks and the debugger’s stops are built into programs that are compiled here, so this one
        has neither. With Record calls on in the Trace panel, each of its system calls is shown.
      </p>
      {isReadable(info) && <Facts info={info} />}
      {problem?.kind === 'memory64' && (
        <dl className="module-facts">
          <Fact name="Memory">{memoryText(info.memory)}</Fact>
        </dl>
      )}
    </section>
  );
}

interface ButtonsProps {
  readonly path: string;
  readonly canRun: boolean;
  /** The element that says why it cannot. */
  readonly whyId: string | undefined;
}

function Buttons({ path, canRun, whyId }: ButtonsProps) {
  const { actions } = useServices();
  const dialogChanged = useApp((state) => state.dialogChanged);
  return (
    <div className="module-buttons">
      <button
        type="button"
        className="button is-primary"
        aria-describedby={whyId}
        disabled={!useApp(actions['run-module'].isEnabled)}
        onClick={actions['run-module'].run}
      >
        <Play size={14} aria-hidden fill="currentColor" />
        Run this module
      </button>
      <button type="button" className="button" onClick={actions['download-file'].run}>
        Download
      </button>
      {canRun && (
        <button
          type="button"
          className="button"
          onClick={() => dialogChanged({ kind: 'other-hosts', module: fileName(path) })}
        >
          Run it elsewhere…
        </button>
      )}
    </div>
  );
}

function Facts({ info }: { readonly info: ModuleInfo }) {
  const { imports, exports, memory, functions, customSections, wasi } = info;
  return (
    <>
      <dl className="module-facts">
        <Fact name="WASI">{WASI_TEXTS[wasi]}</Fact>
        <Fact name="Memory">{memoryText(memory)}</Fact>
        <Fact name="Functions">{`${functions.toLocaleString('en')} of its own`}</Fact>
        <Fact name="Custom sections">
          {customSections.length === 0 ? 'None' : sectionTexts(customSections).join(', ')}
        </Fact>
      </dl>
      <h3 className="module-heading">
        Imports <span className="module-note">{importCount(imports)}</span>
      </h3>
      {imports.length === 0 && <p className="module-none">Nothing: it can compute, and reach nothing.</p>}
      {shownImports(imports).map(({ module, families }) => (
        <div key={module} className="module-group">
          <h4 className="module-from">{module}</h4>
          {families.map(({ title, names }) => (
            <Fragment key={title}>
              {title !== '' && <p className="module-family">{title}</p>}
              <ul className="module-names">
                {names.map((name) => (
                  <li key={name}>
                    <Import module={module} name={name} />
                  </li>
                ))}
              </ul>
            </Fragment>
          ))}
        </div>
      ))}
      <h3 className="module-heading">Exports</h3>
      {exports.length === 0 ? (
        <p className="module-none">Nothing.</p>
      ) : (
        <ul className="module-names">
          {exports.map(({ name, kind }) => (
            <li key={name}>
              <code>{name}</code> <span className="module-note">{kind}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** What the reference explains leads there. */
function Import({ module, name }: { readonly module: string; readonly name: string }) {
  const lookedUp = useApp((state) => state.lookedUp);
  const panelShown = useApp((state) => state.panelShown);
  if (!isWasi(module) || !isSyscall(name)) return <code>{name}</code>;
  return (
    <button
      type="button"
      className="link-button"
      onClick={() => {
        lookedUp(name);
        panelShown('reference');
      }}
    >
      <code>{name}</code>
    </button>
  );
}
