import type { Breakpoint, ShownStop } from '../../../runtime/stops/stop.ts';
import type { AppStore } from '../../state/store.ts';
import { keepBreakpoints, keptBreakpoints } from '../../services/projects/kept-breakpoints.ts';
import type { Services } from '../../services/services.ts';
import type { EditorModels } from './editor-models.ts';
import { monaco } from './monaco.ts';
import { onLinesWithCode } from './lines-with-code.ts';
import type { StopView } from './stop-view.ts';

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
  /** Fetched with the first stop. */
  let view: Promise<StopView> | undefined;
  let isOver = false;

  const fileInView = (): string | undefined => {
    const model = editor.getModel();
    return model ? models.documentOf(model)?.path : undefined;
  };
  /** The text moves them: the program that is debugged still has its lines. */
  let isMoving = false;
  const showValues = (stop: ShownStop | undefined): void => {
    if (stop) view ??= import('./stop-view.ts').then((part) => new part.StopView(editor));
    void view?.then((one) => {
      if (!isOver) one.show(stop === wanted ? stop : undefined);
    });
  };
  let wanted: ShownStop | undefined;
  const draw = (): void => {
    const { breakpoints, debug, isDebuggedTextOld } = store.getState();
    const file = fileInView();
    marks.set(
      breakpoints.flatMap((one) =>
        one.file === file
          ? [
              {
                range: new monaco.Range(one.line, 1, one.line, 1),
                options: {
                  linesDecorationsClassName: isPlain(one) ? 'breakpoint-mark' : 'breakpoint-mark is-special',
                  stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
                },
              },
            ]
          : [],
      ),
    );
    const stop = debug.phase === 'stopped' ? debug.stop : undefined;
    const [frame] = stop?.frames ?? [];
    const isHere = frame !== undefined && frame.file === file;
    // In a text that has changed, nothing says where the variables are.
    wanted = isHere && !isDebuggedTextOld ? stop : undefined;
    // While it takes a step, the values of before stay.
    if (debug.phase !== 'running') showValues(wanted);
    if (!isHere) return stopped.clear();
    stopped.set([
      {
        range: new monaco.Range(frame.line, 1, frame.line, 1),
        options: {
          isWholeLine: true,
          className: isDebuggedTextOld ? 'stopped-line is-old' : 'stopped-line',
          ...(isDebuggedTextOld && {
            after: { content: '   the text has changed since this program was built', inlineClassName: 'stop-values' },
          }),
        },
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
    store
      .getState()
      .breakpointsChanged(others.length === breakpoints.length ? [...breakpoints, { file, line }] : others);
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
    editor.addAction({
      id: 'run-to-cursor',
      label: 'Run to the cursor',
      keybindings: [monaco.KeyMod.CtrlCmd | monaco.KeyCode.F10],
      run: () => {
        const [line, file] = [editor.getPosition()?.lineNumber, fileInView()];
        if (line !== undefined && file !== undefined && store.getState().debug.phase === 'stopped')
          services.debugCommand({ type: 'run-to', file, line });
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
      const ranges = marks.getRanges();
      const moved = new Map(
        before.map((one, i) => {
          const line = ranges[i]?.startLineNumber ?? one.line;
          return [line, { ...one, line }] as const;
        }),
      );
      if (before.every(({ line }) => moved.has(line))) return;
      const others = store.getState().breakpoints.filter((one) => one.file !== file);
      isMoving = true;
      store.getState().breakpointsChanged([...others, ...moved.values()]);
      isMoving = false;
    }),
  ];
  const watch = store.subscribe((state, before) => {
    const id = state.project.phase === 'open' ? state.project.summary.id : undefined;
    if (id !== projectId) {
      projectId = id;
      store.getState().breakpointsOpened(id === undefined ? [] : keptBreakpoints(id));
      return;
    }
    if (state.breakpoints !== before.breakpoints) {
      if (projectId !== undefined) keepBreakpoints(projectId, state.breakpoints);
      if (state.debug.phase !== 'off' && !isMoving)
        services.debugCommand({ type: 'breakpoints', breakpoints: state.breakpoints });
    }
    if (state.debug !== before.debug && state.debug.phase === 'stopped') {
      const moved = state.isDebuggedTextOld ? undefined : onLinesWithCode(state.breakpoints, state.debug.stop.moved);
      // Each stop names again the breakpoints that could not be moved.
      const isNew = moved && (moved.breakpoints !== state.breakpoints || !state.movedText?.includes(moved.text));
      if (isNew) store.getState().breakpointsMoved(moved.breakpoints, moved.text);
      const [frame] = state.debug.stop.frames;
      if (frame && frame.file !== state.activeFile) services.files.open(frame.file);
    }
    const isOther = state.isDebuggedTextOld !== before.isDebuggedTextOld;
    if (state.debug !== before.debug || state.breakpoints !== before.breakpoints || isOther) draw();
    if (state.debug !== before.debug) reveal();
  });
  const { project } = store.getState();
  if (project.phase === 'open') {
    projectId = project.summary.id;
    store.getState().breakpointsChanged(keptBreakpoints(projectId));
  }
  draw();
  return {
    dispose: () => {
      watch();
      isOver = true;
      void view?.then((one) => one.dispose());
      for (const part of parts) part.dispose();
    },
  };
}

function isPlain({ condition, from, print }: Breakpoint): boolean {
  return condition === undefined && from === undefined && print === undefined;
}
