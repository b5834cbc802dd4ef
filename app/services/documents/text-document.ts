import type { Disposable } from '../../../runtime/base/disposable.ts';

/** An editor that shows a document and holds its current text while it does. */
export interface Surface {
  read(): string;
  replace(text: string): void;
}

/** The page's buffer of one open text file. The kernel's file is the truth; this is what is being typed. */
export class TextDocument {
  /** The project that the file belongs to, which need not be the open one any more. */
  readonly projectId: string;
  path: string;
  /** Counts edits, so that a save knows whether it was overtaken. */
  version = 0;
  savedVersion = 0;
  /** Offset of the caret when a surface that had the keyboard went, for the next one to take up. */
  caret: number | undefined;
  readonly #edited: (document: TextDocument) => void;
  #text: string;
  #surface: Surface | undefined;

  constructor(projectId: string, path: string, text: string, edited: (document: TextDocument) => void) {
    this.projectId = projectId;
    this.path = path;
    this.#text = text;
    this.#edited = edited;
  }

  get isUnsaved(): boolean {
    return this.version !== this.savedVersion;
  }

  read(): string {
    return this.#surface ? this.#surface.read() : this.#text;
  }

  /** The user changed the text on the surface. */
  edited(): void {
    this.version += 1;
    this.#edited(this);
  }

  /** The file changed beneath the editor: shows the new text without counting it as an edit. */
  replace(text: string): void {
    if (this.#surface) this.#surface.replace(text);
    else this.#text = text;
  }

  /** One surface at a time; the text stays when it goes. */
  attach(surface: Surface): Disposable {
    if (this.#surface) this.#text = this.#surface.read();
    this.#surface = surface;
    return {
      dispose: () => {
        if (this.#surface !== surface) return;
        this.#text = surface.read();
        this.#surface = undefined;
      },
    };
  }
}
