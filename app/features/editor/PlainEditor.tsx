import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TextDocument } from '../../services/documents/text-document.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { colored } from './plain-colors.ts';

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
  const [text, setText] = useState(() => document.read());
  const pieces = useMemo(() => colored(text), [text]);
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const colors = useRef<HTMLPreElement>(null);

  useEffect(() => focus.register('editor', () => area.current?.focus()), [focus]);

  // A layout effect, so that the text is handed back before the editor that comes next asks for it.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.value = document.read();
    const surface = document.attach({
      read: () => element.value,
      replace: (value) => {
        element.value = value;
        setText(value);
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
        {Array.from({ length: lineCount(text) }, (_, line) => line + 1).join('\n')}
      </pre>
      <div className="plain-body">
        {/* What is typed has no colours, so it is transparent: the same text is drawn below it. */}
        <pre ref={colors} aria-hidden className="plain-colors">
          {pieces.map(({ text: piece, kind }, index) =>
            kind === undefined ? (
              piece
            ) : (
              <span key={index} className={`is-${kind}`}>
                {piece}
              </span>
            ),
          )}
          {'\n'}
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
            setText(event.currentTarget.value);
          }}
          onScroll={(event) => {
            const { scrollTop, scrollLeft } = event.currentTarget;
            if (gutter.current) gutter.current.scrollTop = scrollTop;
            colors.current?.scrollTo(scrollLeft, scrollTop);
          }}
        />
      </div>
    </div>
  );
}

function lineCount(text: string): number {
  return text.split('\n').length;
}
