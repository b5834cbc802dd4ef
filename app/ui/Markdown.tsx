import { useMemo } from 'react';
import { parseMarkdown, type Block, type Span } from './markdown.ts';
import './markdown.css';

/** A text of our own making. Headings in it are of rank five: below those of a panel and its parts. */
export function Markdown({ text }: { readonly text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  // The text does not change while it is shown, so that positions do for keys.
  return (
    <div className="markdown">
      {blocks.map((block, i) => (
        <BlockOf key={i} block={block} />
      ))}
    </div>
  );
}

function BlockOf({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case 'heading':
      return (
        <h5>
          <Spans spans={block.spans} />
        </h5>
      );
    case 'paragraph':
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case 'code':
      return (
        <pre className="code-block">
          <code>{block.text}</code>
        </pre>
      );
    case 'list': {
      const items = block.items.map((spans, i) => (
        <li key={i}>
          <Spans spans={spans} />
        </li>
      ));
      return block.isOrdered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function Spans({ spans }: { readonly spans: readonly Span[] }) {
  return spans.map(({ kind, text }, i) => {
    switch (kind) {
      case 'text':
        return text;
      case 'code':
        return <code key={i}>{text}</code>;
      case 'strong':
        return <strong key={i}>{text}</strong>;
      case 'emphasis':
        return <em key={i}>{text}</em>;
    }
  });
}
