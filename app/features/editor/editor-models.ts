import type { Disposable } from '../../../runtime/base/disposable.ts';
import type { TextDocument } from '../../services/documents/text-document.ts';
import { monaco } from './monaco.ts';
import { languageOf } from './language.ts';

/** Whose the problems in the text are. */
export const MARKER_OWNER = 'clang';

/** More than a window shows. */
const FIRST_LINES = 80;

interface Held {
  readonly model: monaco.editor.ITextModel;
  readonly surface: Disposable;
  view: monaco.editor.ICodeEditorViewState | null;
}

/** One Monaco model for each open document; it is that document's surface for as long as it lives. */
export class EditorModels {
  readonly #held = new Map<TextDocument, Held>();
  #count = 0;
  /** Replacing text because the file changed is not the user's edit. */
  #isReplacing = false;

  /** Whether showing it costs no reading of its text. */
  has(document: TextDocument): boolean {
    return this.#held.has(document);
  }

  get(document: TextDocument): Held {
    const known = this.#held.get(document);
    if (known) {
      // The document may have been renamed since.
      monaco.editor.setModelLanguage(known.model, languageOf(document.path));
      return known;
    }
    const model = monaco.editor.createModel(document.read(), languageOf(document.path), this.#uri(document.path));
    // Brackets are calm here; the pair at the cursor is marked anyway.
    model.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    // Monaco colours a text some time after it has shown it, except where a line's colours are asked for before.
    monaco.editor.colorizeModelLine(model, Math.min(model.getLineCount(), FIRST_LINES));
    const surface = document.attach({
      read: () => model.getValue(undefined, true),
      replace: (text) => this.#replace(model, text),
    });
    model.onDidChangeContent(() => {
      if (!this.#isReplacing) document.edited();
    });
    const held: Held = { model, surface, view: null };
    this.#held.set(document, held);
    return held;
  }

  /** Lets go of the documents that are no longer open. */
  keep(isOpen: (document: TextDocument) => boolean): void {
    for (const [document, held] of this.#held) {
      if (isOpen(document)) continue;
      this.#drop(held);
      this.#held.delete(document);
    }
  }

  *[Symbol.iterator](): IterableIterator<readonly [TextDocument, monaco.editor.ITextModel]> {
    for (const [document, { model }] of this.#held) yield [document, model];
  }

  documentOf(model: monaco.editor.ITextModel): TextDocument | undefined {
    return [...this].find(([, held]) => held === model)?.[0];
  }

  dispose(): void {
    this.keep(() => false);
  }

  /** Monaco wants a URI of its own for each model, and a document may take over a path that another one had. */
  #uri(path: string): monaco.Uri {
    this.#count += 1;
    return monaco.Uri.from({ scheme: 'preopen', authority: String(this.#count), path: `/${path}` });
  }

  #replace(model: monaco.editor.ITextModel, text: string): void {
    this.#isReplacing = true;
    try {
      // An edit, not a new value: undo leads back to what was there, and the cursor stays where it can.
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    } finally {
      this.#isReplacing = false;
    }
  }

  #drop({ model, surface }: Held): void {
    surface.dispose();
    // Markers outlive their model, and F8 would count them.
    monaco.editor.setModelMarkers(model, MARKER_OWNER, []);
    model.dispose();
  }
}
