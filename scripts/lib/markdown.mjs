import { lexer } from 'marked';

/**
 * HTML of a lesson's Markdown. Headings are of rank five, below those of a panel and its parts. HTML, images and links are shown
 * as they are written: a text draws nothing but text.
 * @param {string} text
 */
export function htmlOf(text) {
  return allOf(lexer(text));
}

/** @param {readonly import('marked').Token[] | undefined} tokens */
function allOf(tokens) {
  return (tokens ?? []).map(htmlOfToken).join('');
}

/** Without rules of its own, every token is one of those that `marked` has. */
function htmlOfToken(token) {
  switch (token.type) {
    case 'heading':
      return `<h5>${allOf(token.tokens)}</h5>`;
    case 'paragraph':
      return `<p>${allOf(token.tokens)}</p>`;
    case 'code':
      return `<pre class="code-block"><code>${escaped(token.text)}</code></pre>`;
    case 'list': {
      const items = token.items.map((item) => `<li>${allOf(item.tokens)}</li>`).join('');
      return token.ordered ? `<ol>${items}</ol>` : `<ul>${items}</ul>`;
    }
    case 'text':
      return token.tokens ? allOf(token.tokens) : escaped(token.text);
    case 'escape':
      return escaped(token.text);
    case 'codespan':
      return `<code>${escaped(token.text)}</code>`;
    case 'strong':
      return `<strong>${allOf(token.tokens)}</strong>`;
    case 'em':
      return `<em>${allOf(token.tokens)}</em>`;
    case 'br':
      return '<br>';
    case 'space':
      return '';
    default:
      return escaped(token.raw);
  }
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]);
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
