import { useEffect, useRef, type ReactNode } from 'react';
import type { Action } from '../../services/page/actions.ts';
import { shortcutText } from '../../services/page/key-bindings.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { LICENCES, WHAT_IT_DOES_NOT, WHAT_THIS_IS } from './help-text.ts';
import './help.css';

/** What this is, its shortcuts, and what it does not do. Loaded when first opened, hence the default export. */
export default function HelpPanel() {
  const { actions, focus, isMac } = useServices();
  const panelClosed = useApp((state) => state.panelClosed);
  const compiler = useApp(({ toolchain }) => ('version' in toolchain ? toolchain.version : undefined));
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => focus.register('help', () => body.current?.focus()), [focus]);
  const withKeys = Object.values(actions).filter(({ shortcut }) => shortcut !== undefined);
  return (
    <SidePanel label="Help" closeLabel="Close the help" className="help-panel" onClose={() => panelClosed('help')}>
      <div ref={body} className="help" tabIndex={0} role="group" aria-label="Help text">
        <Part title="What this is">
          <p>{WHAT_THIS_IS.join(' ')}</p>
          <p>
            <button type="button" className="link-button" onClick={() => focus.show('lessons')}>
              Lessons
            </button>{' '}
            of a few minutes begin with a first program;{' '}
            <button type="button" className="link-button" onClick={actions.examples.run}>
              examples
            </button>{' '}
            show what else there is.
          </p>
        </Part>
        <Part title="Shortcuts">
          <table className="help-keys" aria-label="Shortcuts">
            <tbody>
              {withKeys.map((action) => (
                <Keys key={action.id} action={action} />
              ))}
            </tbody>
          </table>
          <p>
            In the editor and in the terminal, Tab types a tab. To leave the editor with Tab, press{' '}
            {isMac ? 'Ctrl+Shift+M' : 'Ctrl+M'} first; any shortcut above that opens a panel leaves the terminal.
          </p>
        </Part>
        <Part title="What it does not do">
          <ul>
            {WHAT_IT_DOES_NOT.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </Part>
        <Part title="Licences">
          <dl className="help-licences">
            {LICENCES.map(([what, licence]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{licence}</dd>
              </div>
            ))}
          </dl>
        </Part>
        <Part title="Version">
          <p>
            {buildText()}
            {compiler !== undefined && `, with ${compiler}`}
          </p>
        </Part>
      </div>
    </SidePanel>
  );
}

/** Which build of the site this is; while developing there is none. */
function buildText(): string {
  const build = document.querySelector<HTMLMetaElement>('meta[name="preopen-build"]')?.content;
  return build === undefined ? 'Preopen' : `Preopen, build ${build}`;
}

function Keys({ action }: { readonly action: Action }) {
  const { isMac } = useServices();
  return (
    <tr>
      <th scope="row">{action.title}</th>
      <td>
        <kbd>{action.shortcut !== undefined && shortcutText(action.shortcut, isMac)}</kbd>
      </td>
    </tr>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title} className="help-part">
      <h3 className="help-title">{title}</h3>
      {children}
    </section>
  );
}
