import type { Breakpoint } from '../../../runtime/stops/stop.ts';
import type { AppStore } from '../../state/store.ts';
import type { Services } from '../../services/services.ts';
import type { EditorModels } from './editor-models.ts';
import { monaco } from './monaco.ts';

const KEY = 'preopen.breakpoints';

/** Breakpoints and the line that a debugged program stands at, shown in the editor. */
export function showBreakpoints(
  editor: monaco.editor.IStandaloneCodeEditor,
  models: EditorModels,
  store: AppStore,
  services: Pick<Services, 'files' | 'debugCommand'>,
): monaco.IDisposable {
  const marks = editor.createDecorationsCollection();
  const stopped = editor.createDecorationsCollection();
  let projectId: string | undefined;

  const fileInView = (): string | undefined => {
    const model = editor.getModel();
    return model ? models.documentOf(model)?.path : undefined;
  };
  const change = (breakpoints: readonly Breakpoint[]): void => {
    store.getState().breakpointsChanged(breakpoints);
    if (projectId !== undefined) keep(projectId, breakpoints);
    if (store.getState().debug.phase !== 'off') services.debugCommand({ type: 'breakpoints', breakpoints });
  };
  const draw = (): void => {
    const { breakpoints, debug } = store.getState();
    const file = fileInView();
    marks.set(
      breakpoints.flatMap((one) =>
        one.file === file
          ? [
              {
                range: new monaco.Range(one.line, 1, one.line, 1),
                options: {
                  linesDecorationsClassName: 'breakpoint-mark',
                  stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
                },
              },
            ]
          : [],
      ),
    );
    const [frame] = debug.phase === 'stopped' ? debug.stop.frames : [];
    if (frame?.file !== file || !frame) return stopped.clear();
    stopped.set([
      {
        range: new monaco.Range(frame.line, 1, frame.line, 1),
        options: { isWholeLine: true, className: 'stopped-line' },
      },
    ]);
  };
  const reveal = (): void => {
    const { debug } = store.getState();
    const [frame] = debug.phase === 'stopped' ? debug.stop.frames : [];
    if (frame && frame.file === fileInView()) editor.revealLineInCenterIfOutsideViewport(frame.line);
  };
  const toggle = (line: number): void => {
    const file = fileInView();
    if (file === undefined) return;
    const { breakpoints } = store.getState();
    const others = breakpoints.filter((one) => one.file !== file || one.line !== line);
    change(others.length === breakpoints.length ? [...breakpoints, { file, line }] : others);
  };

  const parts = [
    editor.onMouseDown(({ target }) => {
      const { MouseTargetType } = monaco.editor;
      const isGutter =
        target.type === MouseTargetType.GUTTER_LINE_NUMBERS || target.type === MouseTargetType.GUTTER_LINE_DECORATIONS;
      // An arrow that folds stands there, too.
      if (isGutter && !target.element?.classList.contains('codicon')) toggle(target.position.lineNumber);
    }),
    editor.addAction({
      id: 'toggle-breakpoint',
      label: 'Toggle breakpoint',
      keybindings: [monaco.KeyCode.F9],
      run: () => {
        const line = editor.getPosition()?.lineNumber;
        if (line !== undefined) toggle(line);
      },
    }),
    editor.onDidChangeModel(() => {
      draw();
      reveal();
    }),
    // Decorations move with the text: the breakpoints go where they went.
    editor.onDidChangeModelContent(({ changes }) => {
      store.getState().textEdited();
      const file = fileInView();
      if (file === undefined || marks.length === 0) return;
      const before = store.getState().breakpoints.filter((one) => one.file === file);
      // Of a text that was replaced as a whole nothing says where its lines went: the numbers stay.
      const wasReplaced = changes.some(
        ({ range, rangeLength, text }) =>
          range.startLineNumber === 1 &&
          range.startColumn === 1 &&
          rangeLength > 0 &&
          text.length >= (editor.getModel()?.getValueLength() ?? 0),
      );
      if (wasReplaced) {
        draw();
        return;
      }
      const lines = new Set(marks.getRanges().map(({ startLineNumber }) => startLineNumber));
      if (lines.size === before.length && before.every(({ line }) => lines.has(line))) return;
      const others = store.getState().breakpoints.filter((one) => one.file !== file);
      const moved = [...others, ...[...lines].map((line) => ({ file, line }))];
      store.getState().breakpointsChanged(moved);
      if (projectId !== undefined) keep(projectId, moved);
    }),
  ];
  const watch = store.subscribe((state, before) => {
    const id = state.project.phase === 'open' ? state.project.summary.id : undefined;
    if (id !== projectId) {
      projectId = id;
      store.getState().breakpointsChanged(id === undefined ? [] : kept(id));
      return;
    }
    if (state.debug !== before.debug && state.debug.phase === 'stopped') {
      const [frame] = state.debug.stop.frames;
      if (frame && frame.file !== state.activeFile) services.files.open(frame.file);
    }
    if (state.debug !== before.debug || state.breakpoints !== before.breakpoints) draw();
    if (state.debug !== before.debug) reveal();
  });
  const { project } = store.getState();
  if (project.phase === 'open') {
    projectId = project.summary.id;
    store.getState().breakpointsChanged(kept(projectId));
  }
  draw();
  return {
    dispose: () => {
      watch();
      for (const part of parts) part.dispose();
    },
  };
}

function all(): Record<string, readonly Breakpoint[]> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, readonly Breakpoint[]>;
  } catch {
    return {};
  }
}

/** What is stored may be anything. */
function kept(projectId: string): readonly Breakpoint[] {
  const stored: unknown = all()[projectId];
  if (!Array.isArray(stored)) return [];
  return stored.filter(
    (one: Partial<Breakpoint> | null): one is Breakpoint =>
      typeof one?.file === 'string' && Number.isInteger(one.line) && Number(one.line) > 0,
  );
}

function keep(projectId: string, breakpoints: readonly Breakpoint[]): void {
  const others = Object.entries(all()).filter(([id]) => id !== projectId);
  const next = Object.fromEntries(breakpoints.length > 0 ? [...others, [projectId, breakpoints]] : others);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is full or forbidden: they live as long as the page.
  }
}
