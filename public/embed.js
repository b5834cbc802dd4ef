/**
 * <preopen-embed>: a C program in your page that readers can change, compile and run. docs/embed.md says how.
 * It makes a frame when it comes near the view, and nothing in the frame runs before somebody says so.
 */
(() => {
  const home = new URL('./', document.currentScript.src);
  const EVENTS = ['running', 'output', 'exit', 'timings', 'error'];

  class PreopenEmbed extends HTMLElement {
    #frame;
    /** What the frame is to hold, as it was asked for last. */
    #program;
    #isReady = false;
    #waiting = [];

    connectedCallback() {
      // Moved in its page: the browser loads the frame again, which is then set up as it was.
      if (this.#frame) return window.addEventListener('message', this);
      // While the page is being read, what stands in the element has not come yet.
      if (document.readyState !== 'loading') this.#start();
      else document.addEventListener('DOMContentLoaded', () => this.#start(), { once: true });
    }

    #start() {
      if (this.#frame || !this.isConnected) return;
      const files = this.#given();
      if (files) this.#program ??= { type: 'set-files', files };
      const root = this.attachShadow({ mode: 'open' });
      const frame = (this.#frame = document.createElement('iframe'));
      frame.title = this.getAttribute('title') || 'A C program, in Preopen';
      frame.loading = 'lazy';
      frame.allow = 'clipboard-write; cross-origin-isolated';
      frame.style.cssText = 'display: block; width: 100%; height: 100%; border: 0';
      frame.src = this.#address();
      const style = document.createElement('style');
      style.textContent =
        ':host { display: block; height: 440px; border: 1px solid #8886; border-radius: 6px; overflow: hidden }';
      root.append(style, frame);
      if (this.hasAttribute('height')) this.style.height = `${parseInt(this.getAttribute('height'), 10) || 440}px`;
      window.addEventListener('message', this);
    }

    disconnectedCallback() {
      window.removeEventListener('message', this);
      this.#isReady = false;
    }

    /** `moveBefore`: the frame goes along, and nothing has to be done. */
    connectedMoveCallback() {}

    /** Replaces the program: texts by path. `options.open` is the file to show, `options.args` the arguments. */
    setFiles(files, { open, args } = {}) {
      this.#program = { type: 'set-files', files, open, args };
      // A frame that is not there yet is told when it is, before anything else.
      if (this.#isReady) this.#send(this.#program);
    }

    run() {
      this.#send({ type: 'run' });
    }

    stop() {
      this.#send({ type: 'stop' });
    }

    /** Types into the running program. `end`: and nothing comes after it. */
    stdin(text, { end = false } = {}) {
      this.#send({ type: 'stdin', text, end });
    }

    handleEvent({ source, origin, data }) {
      if (source !== this.#frame.contentWindow || origin !== home.origin || data?.preopen !== 1) return;
      if (data.type === 'ready' && !this.#isReady) {
        this.#isReady = true;
        for (const message of [this.#program ?? { type: 'hello' }, ...this.#waiting.splice(0)]) this.#send(message);
        this.dispatchEvent(new CustomEvent('preopen-ready'));
        return;
      }
      if (EVENTS.includes(data.type)) this.dispatchEvent(new CustomEvent(`preopen-${data.type}`, { detail: data }));
    }

    #send(message) {
      if (!this.#isReady) this.#waiting.push(message);
      else this.#frame.contentWindow?.postMessage({ preopen: 1, ...message }, home.origin);
    }

    /** The program that stands in the element: what has data-file, each under that name, or else its text as main.c. */
    #given() {
      const named = [...this.querySelectorAll('[data-file]')].map((part) => [part.dataset.file, unindented(part)]);
      if (named.length > 0) return Object.fromEntries(named);
      return this.textContent.trim() === '' ? undefined : { 'main.c': unindented(this) };
    }

    #address() {
      const address = new URL('?embed', home);
      const { searchParams } = address;
      for (const name of ['theme', 'hide'])
        if (this.hasAttribute(name)) searchParams.set(name, this.getAttribute(name));
      if (this.hasAttribute('readonly')) searchParams.set('readonly', '');
      // A whole address is as good as what stands after its #.
      address.hash = (this.getAttribute('link') ?? '').replace(/^.*#/, '');
      return address.href;
    }
  }

  /** The text without the blank line before it, and without what all of its lines are indented by in the page. */
  function unindented(element) {
    const lines = element.textContent
      .replace(/^\s*\n/, '')
      .trimEnd()
      .split('\n');
    const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
    const indent = Math.min(...indents);
    return `${lines.map((line) => line.slice(indent)).join('\n')}\n`;
  }

  if (!customElements.get('preopen-embed')) customElements.define('preopen-embed', PreopenEmbed);
})();
