import { visible } from '../../../runtime/base/visible-text.ts';
import { selectProjectName } from '../../state/project-slice.ts';
import type { AppStore } from '../../state/store.ts';
import type { Services } from '../services.ts';
import './printing.css';

/** While the page is printed, a view of the open files and of the terminal stands in the page's place. */
export function followPrinting(
  page: Window,
  store: AppStore,
  { documents, terminal }: Pick<Services, 'documents' | 'terminal'>,
): void {
  const { document } = page;
  let view: HTMLElement | undefined;
  const show = (): void => {
    view?.remove();
    view = printView(document, contentOf());
    document.body.append(view);
  };
  const hide = (): void => {
    view?.remove();
    view = undefined;
  };
  page.addEventListener('beforeprint', show);
  page.addEventListener('afterprint', hide);
  page.matchMedia('print').addEventListener('change', ({ matches }) => (matches ? show() : hide()));

  function contentOf(): Content {
    const state = store.getState();
    const paths = state.tabs.toSorted((a, b) => Number(b === state.activeFile) - Number(a === state.activeFile));
    return {
      title: selectProjectName(state) ?? 'Preopen',
      files: paths.flatMap((path) => {
        const text = documents.get(path)?.read();
        return text === undefined ? [] : [{ path, text }];
      }),
      output: terminal.text(),
    };
  }
}

interface Content {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly output: string;
}

function printView(document: Document, { title, files, output }: Content): HTMLElement {
  const view = document.createElement('section');
  view.className = 'print-view';
  view.setAttribute('aria-label', 'For printing');
  const add = (parent: HTMLElement, name: keyof HTMLElementTagNameMap, text: string): void => {
    const element = document.createElement(name);
    element.textContent = text;
    parent.append(element);
  };
  add(view, 'h1', visible(title));
  for (const { path, text } of files) {
    add(view, 'h2', visible(path));
    const lines = document.createElement('ol');
    for (const line of text.replace(/\n$/, '').split('\n')) add(lines, 'li', line);
    view.append(lines);
  }
  if (output.trim() !== '') {
    add(view, 'h2', 'Output');
    add(view, 'pre', output.trimEnd());
  }
  return view;
}
