import type { ShownFrame, ShownStop, ShownValue } from '../../../runtime/stops/stop.ts';
import { monaco } from './monaco.ts';
import { valueAt } from './value-at.ts';

/** Characters of a value that are shown after a line. */
const MOST_TEXT = 60;
/** Values that are shown after a line. */
const MOST_VALUES = 4;

/** What a stop of the debugged program shows in the text: values after the lines of the function, and under the pointer. */
export class StopView {
  readonly #editor: monaco.editor.IStandaloneCodeEditor;
  readonly #values: monaco.editor.IEditorDecorationsCollection;
  readonly #hover: monaco.IDisposable;
  #shown: { readonly stop: ShownStop; readonly frame: ShownFrame } | undefined;

  constructor(editor: monaco.editor.IStandaloneCodeEditor) {
    this.#editor = editor;
    this.#values = editor.createDecorationsCollection();
    this.#hover = monaco.languages.registerHoverProvider(['c', 'cpp'], {
      provideHover: (model, position) => (model === editor.getModel() ? this.#hoverAt(model, position) : undefined),
    });
  }

  /** Shows the values of a stop whose innermost frame is in the open text; undefined: shows none. */
  show(stop: ShownStop | undefined): void {
    const [frame] = stop?.frames ?? [];
    const model = this.#editor.getModel();
    this.#shown = stop && frame && { stop, frame };
    if (!frame || !model) return this.#values.clear();
    this.#values.set(behindLines(model, frame));
  }

  dispose(): void {
    this.#hover.dispose();
    this.#values.clear();
  }

  #hoverAt(
    model: monaco.editor.ITextModel,
    { lineNumber, column }: monaco.Position,
  ): monaco.languages.Hover | undefined {
    const { stop, frame } = this.#shown ?? {};
    if (!stop || !frame) return undefined;
    const found = valueAt(model.getLineContent(lineNumber), column, [...frame.variables, ...stop.globals]);
    if (!found) return undefined;
    const { value, expression, from, to } = found;
    return {
      range: new monaco.Range(lineNumber, from, lineNumber, to),
      contents: [{ value: '```c\n' + lineOf(expression, value) + '\n```' }, ...inside(value)],
    };
  }
}

function lineOf(expression: string, { type, text }: ShownValue): string {
  return `${expression} = ${text}${type === '' ? '' : `  // ${type}`}`;
}

function inside({ parts }: ShownValue): readonly { readonly value: string }[] {
  if (parts.length === 0) return [];
  return [
    {
      value:
        '```c\n' +
        parts
          .slice(0, 20)
          .map((part) => lineOf(part.name, part))
          .join('\n') +
        '\n```',
    },
  ];
}

/** For each line of the function up to where it stands: the variables that the line names, with their present values. */
function behindLines(
  model: monaco.editor.ITextModel,
  { line, variables }: ShownFrame,
): readonly monaco.editor.IModelDeltaDecoration[] {
  const names = new Map(variables.map((one) => [one.name, one]));
  const decorations: monaco.editor.IModelDeltaDecoration[] = [];
  const first = Math.max(1, firstLine(model, line));
  for (let at = Math.min(line, model.getLineCount()); at >= first; at--) {
    const text = model.getLineContent(at).replace(/\/\/.*|"(?:[^"\\]|\\.)*"/g, '');
    const named = new Set(text.match(/(?<![\w.]|->)[A-Za-z_]\w*/g) ?? []);
    const here = [...named].flatMap((name) => names.get(name) ?? []).slice(0, MOST_VALUES);
    if (here.length === 0) continue;
    const content = here.map((one) => `${one.name} = ${shortened(one.text)}`).join(', ');
    const column = model.getLineMaxColumn(at);
    decorations.push({
      range: new monaco.Range(at, column, at, column),
      options: {
        after: {
          content: `   ${content}`,
          inlineClassName: 'stop-values',
          cursorStops: monaco.editor.InjectedTextCursorStops.None,
        },
        showIfCollapsed: true,
      },
    });
  }
  return decorations;
}

/** Where the function begins: the last line before it with something in the first column that is no brace or label. */
function firstLine(model: monaco.editor.ITextModel, line: number): number {
  for (let at = line; at > 0; at--) if (/^[A-Za-z_]/.test(model.getLineContent(at)) && at < line) return at;
  return 1;
}

function shortened(text: string): string {
  return text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;
}
