import type { Place } from '../../../runtime/protocol/diagnostic.ts';
import type { TextDocument } from '../../services/documents/text-document.ts';
import type { Problem } from '../../state/problems.ts';
import { MARKER_OWNER, type EditorModels } from './editor-models.ts';
import { monaco } from './monaco.ts';

const SEVERITIES = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  remark: monaco.MarkerSeverity.Info,
  note: monaco.MarkerSeverity.Info,
} as const;

/** Shows each open document's problems in its text. */
export function showMarkers(models: EditorModels, problems: readonly Problem[]): void {
  const uris = new Map([...models].map(([document, model]) => [document.path, model.uri]));
  for (const [document, model] of models) {
    const markers = problems.flatMap((problem) => {
      const { place } = problem;
      return place?.file === document.path ? [marker(problem, place, model, uris)] : [];
    });
    monaco.editor.setModelMarkers(model, MARKER_OWNER, markers);
  }
}

/** Offers the compiler's own corrections. */
export function offerFixes(models: EditorModels, problemsNow: () => readonly Problem[]): monaco.IDisposable {
  return monaco.languages.registerCodeActionProvider(['c', 'cpp'], {
    provideCodeActions(model, _range, context) {
      const document = models.documentOf(model);
      const actions = document ? context.markers.flatMap((at) => fixes(document, model, at, problemsNow())) : [];
      return { actions, dispose: () => undefined };
    },
  });
}

function fixes(
  document: TextDocument,
  model: monaco.editor.ITextModel,
  at: monaco.editor.IMarkerData,
  problems: readonly Problem[],
): monaco.languages.CodeAction[] {
  const problem = problems.find(
    ({ place, message, fixits }) =>
      fixits.length > 0 &&
      place?.file === document.path &&
      place.line === at.startLineNumber &&
      place.column === at.startColumn &&
      at.message.startsWith(message),
  );
  if (!problem) return [];
  const edits = problem.fixits.map(({ place, text }) => ({
    resource: model.uri,
    versionId: model.getVersionId(),
    textEdit: { range: exactRange(place), text },
  }));
  const title = `Fix: ${problem.message}`;
  return [{ title, kind: 'quickfix', isPreferred: true, diagnostics: [at], edit: { edits } }];
}

function marker(
  problem: Problem,
  place: Place,
  model: monaco.editor.ITextModel,
  uris: ReadonlyMap<string, monaco.Uri>,
): monaco.editor.IMarkerData {
  return {
    ...range(place, model),
    severity: SEVERITIES[problem.severity],
    message: markerText(problem),
    ...(problem.flag === undefined ? {} : { code: problem.flag }),
    relatedInformation: problem.notes.flatMap((note) =>
      note.place
        ? [
            {
              ...exactRange(note.place),
              message: note.message,
              resource:
                uris.get(note.place.file) ??
                monaco.Uri.from({ scheme: 'preopen', path: `/${note.place.file.replace(/^\/+/, '')}` }),
            },
          ]
        : [],
    ),
  };
}

/** The compiler's words, and below them the plain ones. */
function markerText({ message, explanation }: Problem): string {
  if (!explanation) return message;
  return [message, explanation.meaning, ...(explanation.advice === undefined ? [] : [explanation.advice])].join('\n');
}

/** The place, or the word it begins where it is empty, so that there is something to underline. */
function range(place: Place, model: monaco.editor.ITextModel): monaco.IRange {
  const { startLineNumber, startColumn, endLineNumber, endColumn } = model.validateRange(exactRange(place));
  const exact = { startLineNumber, startColumn, endLineNumber, endColumn };
  const isLine = place.endColumn === Number.MAX_SAFE_INTEGER;
  if (isLine) {
    const startColumn = model.getLineFirstNonWhitespaceColumn(exact.startLineNumber) || 1;
    return { ...exact, startColumn };
  }
  if (!monaco.Range.isEmpty(exact)) return exact;
  const word = model.getWordAtPosition({ lineNumber: exact.startLineNumber, column: exact.startColumn });
  return { ...exact, endColumn: word?.endColumn ?? exact.startColumn + 1 };
}

function exactRange(place: Place): monaco.IRange {
  return {
    startLineNumber: place.line,
    startColumn: place.column,
    endLineNumber: place.endLine,
    endColumn: place.endColumn,
  };
}
