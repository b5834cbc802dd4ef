import { useEffect, useState } from 'react';
import type { TextDocument } from '../../services/documents/text-document.ts';
import type { EditorModels } from './editor-models.ts';

/** Monaco takes 20 ms to read so much text, and as long again to lay it out. */
const LARGE_CHARS = 1 << 18;

/**
 * `wanted`, as soon as an editor can show it without holding up the page: a large text is read into its model in a task of its own
 * before it is shown.
 */
export function useReadyDocument(
  models: EditorModels | undefined,
  wanted: TextDocument | undefined,
): TextDocument | undefined {
  const [, setRead] = useState<TextDocument>();
  const isReady = wanted === undefined || isReadyIn(models, wanted);
  useEffect(() => {
    if (isReady || !models) return;
    const timer = setTimeout(() => {
      models.get(wanted);
      setRead(wanted);
    });
    return () => clearTimeout(timer);
  }, [models, wanted, isReady]);
  return isReady ? wanted : undefined;
}

function isReadyIn(models: EditorModels | undefined, document: TextDocument): boolean {
  // Who is typing into it already must not find it gone.
  if (models?.has(document) || document.caret !== undefined) return true;
  return document.read().length <= LARGE_CHARS;
}
