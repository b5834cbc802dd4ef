import { useContext, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { TextDocument } from '../../services/documents/text-document.ts';
import { useServices } from '../../services/use-services.ts';
import { lineHeightPx, type EditorPreferences } from '../../state/editor-slice.ts';
import { AppStoreContext, useApp } from '../../state/use-app.ts';
import { selectTheme } from '../../state/view-slice.ts';
import { cssValue } from '../../ui/css-colors.ts';
import { TrapHint } from '../../ui/TrapHint.tsx';
import { showBreakpoints } from './breakpoints.ts';
import { EditorModels } from './editor-models.ts';
import { offerFixes, showMarkers } from './markers.ts';
import { applyTheme } from './monaco-theme.ts';
import { monaco } from './monaco.ts';
import { useReadyDocument } from './use-ready-document.ts';

interface Editing {
  readonly editor: monaco.editor.IStandaloneCodeEditor;
  readonly models: EditorModels;
}

/** Monaco. Loaded after the shell, hence the default export. */
export default function CodeEditor({ isReadOnly = false }: { readonly isReadOnly?: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const hint = useId();
  const [editing, setEditing] = useState<Editing>();
  const services = useServices();
  const store = useContext(AppStoreContext);
  const path = useApp((state) => state.activeFile);
  const documents = useApp((state) => state.documents);
  const problems = useApp((state) => state.problems);
  const reveal = useApp((state) => state.reveal);
  const theme = useApp(selectTheme);
  const preferences = useApp((state) => state.editorPreferences);
  const isText = path !== undefined && documents[path]?.phase === 'text';
  const document = useReadyDocument(editing?.models, isText ? services.documents.get(path) : undefined);

  // Layout effects, so that no key is lost between the plain editor and this one.
  useLayoutEffect(() => {
    if (!host.current || !store) return;
    const models = new EditorModels();
    const editor = createEditor(host.current);
    const fixes = offerFixes(models, () => store.getState().problems);
    const breakpoints = showBreakpoints(editor, models, store, services);
    const opener = monaco.editor.registerEditorOpener({
      openCodeEditor(_source, resource, at) {
        if (resource.scheme !== 'preopen') return false;
        const position = at && ('lineNumber' in at ? at : { lineNumber: at.startLineNumber, column: at.startColumn });
        services.files.reveal(resource.path.slice(1), position?.lineNumber ?? 1, position?.column ?? 1);
        return true;
      },
    });
    editor.onDidBlurEditorText(clearKeyMarks);
    // Monaco makes another element for each text.
    editor.onDidChangeModel(() =>
      editor.getDomNode()?.querySelector('[role=textbox]')?.setAttribute('aria-describedby', hint),
    );
    setEditing({ editor, models });
    return () => {
      for (const part of [breakpoints, opener, fixes, editor, models]) part.dispose();
    };
  }, [services, store, hint]);

  useEffect(() => applyTheme(theme), [theme]);

  useEffect(() => editing?.editor.updateOptions({ readOnly: isReadOnly }), [editing, isReadOnly]);

  // A layout effect, so that the text stands where it stood in the plain editor from the first paint on.
  useLayoutEffect(() => {
    editing?.editor.updateOptions(optionsFor(preferences));
  }, [editing, preferences]);

  useLayoutEffect(() => {
    if (editing) show(editing, document);
  }, [editing, document, path]);

  // Only while it is shown: an element that is hidden takes no keys, and a request made meanwhile waits until it is shown.
  const isShown = document !== undefined;
  useLayoutEffect(() => {
    if (!editing || !isShown) return;
    return services.focus.register('editor', () => editing.editor.focus());
  }, [editing, isShown, services]);

  useEffect(() => {
    editing?.models.keep((held) => services.documents.get(held.path) === held);
  }, [editing, documents, services]);

  useEffect(() => {
    if (editing) showMarkers(editing.models, problems);
  }, [editing, problems, document]);

  const revealed = useRef(store?.getState().reveal);
  useEffect(() => {
    if (!editing || !reveal || reveal === revealed.current || reveal.file !== document?.path) return;
    revealed.current = reveal;
    const position = { lineNumber: reveal.line, column: reveal.column };
    editing.editor.setPosition(position);
    editing.editor.revealPositionInCenterIfOutsideViewport(position);
    editing.editor.focus();
  }, [editing, reveal, document]);

  // Monaco declares its colours for its own class; its menus are put into the host, outside what carries it.
  return (
    <>
      <div ref={host} className="code-editor monaco-component" hidden={!document} />
      <TrapHint id={hint} host={host} text={services.isMac ? LEAVE_ON_MAC : LEAVE} />
    </>
  );
}

const LEAVE = 'Tab indents here. After Ctrl+M, Tab leaves the editor; Ctrl+M again switches back.';
const LEAVE_ON_MAC = LEAVE.replace('Ctrl+M', 'Ctrl+Shift+M');

function createEditor(host: HTMLElement): monaco.editor.IStandaloneCodeEditor {
  return monaco.editor.create(host, {
    model: null,
    ariaLabel: 'Editor',
    automaticLayout: true,
    fontFamily: cssValue('--mono'),
    lineNumbersMinChars: 4,
    lineDecorationsWidth: 16,
    glyphMargin: false,
    folding: true,
    minimap: { enabled: false },
    renderFinalNewline: 'on',
    overviewRulerBorder: false,
    padding: { top: 8, bottom: 8 },
    renderLineHighlight: 'line',
    scrollBeyondLastLine: false,
    smoothScrolling: false,
    fixedOverflowWidgets: true,
    stickyScroll: { enabled: false },
    wordBasedSuggestions: 'allDocuments',
    // Local, quick and complete: what an editor of plain C can promise without a language server.
    quickSuggestions: { other: true, comments: false, strings: false },
    // A line of what has no picture is an element a character: 50 ms for so many of them, and a press shows more.
    stopRenderingLineAfter: 4000,
    unicodeHighlight: { ambiguousCharacters: true, nonBasicASCII: false },
  });
}

/** As visitors set them. */
function optionsFor(preferences: EditorPreferences): monaco.editor.IEditorOptions & monaco.editor.IGlobalEditorOptions {
  return {
    fontSize: preferences.fontSizePx,
    lineHeight: lineHeightPx(preferences),
    tabSize: preferences.tabWidth,
    wordWrap: preferences.isWrapped ? 'on' : 'off',
  };
}

/**
 * Monaco marks the time of every key, and takes the marks away when text has come of it: of shortcuts they would stay for
 * ever.
 */
function clearKeyMarks(): void {
  if (performance.getEntriesByName('input/start').length === 0) performance.clearMarks();
}

/** Puts the document's text into the editor, where and as it was left. */
function show({ editor, models }: Editing, document: TextDocument | undefined): void {
  const before = editor.getModel();
  const left = before ? models.documentOf(before) : undefined;
  if (left && left !== document) models.get(left).view = editor.saveViewState();
  if (!document) return editor.setModel(null);
  const held = models.get(document);
  editor.updateOptions({ ariaLabel: `Editor, ${document.path}` });
  if (before === held.model) return;
  editor.setModel(held.model);
  if (held.view) editor.restoreViewState(held.view);
  takeCaret(editor, held.model, document);
}

/** The user was typing while this editor was on its way: go on where the caret stood. */
function takeCaret(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
  document: TextDocument,
): void {
  if (document.caret === undefined) return;
  editor.setPosition(model.getPositionAt(document.caret));
  editor.focus();
  document.caret = undefined;
}
