import { lexer, type MarkedToken, type Token } from 'marked';
import { createElement, useMemo, type ReactNode } from 'react';
import './markdown.css';

/**
 * A Markdown text of a lesson. Headings begin at rank five, below those of a panel and its parts. HTML, images and links are
 * shown as they are written: a text draws nothing but text.
 */
export function Markdown({ text }: { readonly text: string }) {
  // Without rules of its own, every token is one of those that `marked` has.
  const tokens = useMemo(() => lexer(text) as MarkedToken[], [text]);
  return <div className="markdown">{drawnAll(tokens)}</div>;
}

/** The text does not change while it is shown, so positions do for keys. */
function drawnAll(tokens: readonly Token[] | undefined): ReactNode {
  return tokens?.map((token, i) => drawn(token as MarkedToken, i));
}

function drawn(token: MarkedToken, key: number): ReactNode {
  switch (token.type) {
    case 'heading':
      return <h5 key={key}>{drawnAll(token.tokens)}</h5>;
    case 'paragraph':
      return <p key={key}>{drawnAll(token.tokens)}</p>;
    case 'code':
      return (
        <pre key={key} className="code-block">
          <code>{token.text}</code>
        </pre>
      );
    case 'list': {
      const items = token.items.map((item, i) => <li key={i}>{drawnAll(item.tokens)}</li>);
      return createElement(token.ordered ? 'ol' : 'ul', { key }, items);
    }
    case 'text':
      return token.tokens ? drawnAll(token.tokens) : token.text;
    case 'escape':
      return token.text;
    case 'codespan':
      return <code key={key}>{token.text}</code>;
    case 'strong':
      return <strong key={key}>{drawnAll(token.tokens)}</strong>;
    case 'em':
      return <em key={key}>{drawnAll(token.tokens)}</em>;
    case 'br':
      return <br key={key} />;
    case 'space':
      return null;
    default:
      return token.raw;
  }
}
