import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TextDocument } from '../../services/documents/text-document.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';

/** The text, already editable, for as long as the real editor takes to arrive. */
export function PlainEditor({ isReadOnly = false }: { readonly isReadOnly?: boolean }) {
  const { documents } = useServices();
  const path = useApp((state) => state.activeFile);
  const isText = useApp((state) => path !== undefined && state.documents[path]?.phase === 'text');
  const document = isText && path !== undefined ? documents.get(path) : undefined;
  return document && <PlainText key={document.path} document={document} isReadOnly={isReadOnly} />;
}

interface PlainTextProps {
  readonly document: TextDocument;
  readonly isReadOnly: boolean;
}

function PlainText({ document, isReadOnly }: PlainTextProps) {
  const { focus } = useServices();
  const [lines, setLines] = useState(() => lineCount(document.read()));
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);

  useEffect(() => focus.register('editor', () => area.current?.focus()), [focus]);

  // A layout effect, so that the text is handed back before the editor that comes next asks for it.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.value = document.read();
    const surface = document.attach({
      read: () => element.value,
      replace: (text) => {
        element.value = text;
        setLines(lineCount(text));
      },
    });
    return () => {
      if (element === element.ownerDocument.activeElement) document.caret = element.selectionStart;
      surface.dispose();
    };
  }, [document]);

  return (
    <div className="plain-editor">
      <pre ref={gutter} aria-hidden className="plain-gutter">
        {Array.from({ length: lines }, (_, line) => line + 1).join('\n')}
      </pre>
      <textarea
        ref={area}
        className="plain-text"
        aria-label={`Editor, ${document.path}`}
        readOnly={isReadOnly}
        spellCheck={false}
        autoCapitalize="off"
        wrap="off"
        onInput={(event) => {
          document.edited();
          setLines(lineCount(event.currentTarget.value));
        }}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
      />
    </div>
  );
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
