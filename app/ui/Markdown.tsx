import './markdown.css';

/** A text that the build made of a lesson's Markdown (`scripts/lib/markdown.mjs`), in which nothing but text, code and lists is HTML. */
export function Markdown({ html }: { readonly html: string }) {
  return <div className="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
