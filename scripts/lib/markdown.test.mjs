import { expect, it } from 'vitest';
import { htmlOf } from './markdown.mjs';

it.each([
  ['joins the lines of a paragraph', 'a\nb\n\nc', '<p>a\nb</p><p>c</p>'],
  [
    'keeps code as it is',
    '```c\nint *a;\n\n### b && <c>\n```',
    '<pre class="code-block"><code>int *a;\n\n### b &amp;&amp; &lt;c&gt;</code></pre>',
  ],
  ['ends code that is not closed with the text', '```\na', '<pre class="code-block"><code>a</code></pre>'],
  ['reads lists, with lines that go on', '- a\n  b\n- c', '<ul><li>a\nb</li><li>c</li></ul>'],
  ['reads ordered lists', '1. a', '<ol><li>a</li></ol>'],
  ['reads headings', '### a', '<h5>a</h5>'],
  ['leaves HTML as text', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['leaves HTML in a line as text', 'a <b>c</b>', '<p>a &lt;b&gt;c&lt;/b&gt;</p>'],
  ['leaves links and images as text', '[a](javascript:b) ![c](d)', '<p>[a](javascript:b) ![c](d)</p>'],
  ['leaves single stars alone', 'a * b * c', '<p>a * b * c</p>'],
  [
    'reads code, strong and emphasis in a line',
    'a `b*c*` **d** *e f*.',
    '<p>a <code>b*c*</code> <strong>d</strong> <em>e f</em>.</p>',
  ],
  ['escapes nothing twice', 'a & "b" `<c>`', '<p>a &amp; &quot;b&quot; <code>&lt;c&gt;</code></p>'],
])('%s', (_what, text, html) => {
  expect(htmlOf(text)).toBe(html);
});
