/** Keys that a phone's keyboard does not have, and what a terminal sends for them. */
const KEYS = [
  { label: 'Tab', text: 'Tab', bytes: '\t' },
  { label: 'Control C', text: 'Ctrl-C', bytes: '\x03' },
  { label: 'Control D', text: 'Ctrl-D', bytes: '\x04' },
  { label: 'Up', text: '↑', bytes: '\x1b[A' },
  { label: 'Down', text: '↓', bytes: '\x1b[B' },
  { label: 'Left', text: '←', bytes: '\x1b[D' },
  { label: 'Right', text: '→', bytes: '\x1b[C' },
] as const;

export function KeyRow({ onKey }: { readonly onKey: (bytes: string) => void }) {
  return (
    <div role="toolbar" aria-label="Terminal keys" className="key-row">
      {KEYS.map(({ label, text, bytes }) => (
        <button key={label} type="button" className="key" aria-label={label} onClick={() => onKey(bytes)}>
          {text}
        </button>
      ))}
    </div>
  );
}
