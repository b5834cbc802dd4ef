import type { ReactNode } from 'react';

/**
 * The pictures of the first load, on a grid of 16. What is fetched later has a library for them, which would be
 * more code than all of these.
 */
const SHAPES = {
  run: <path d="M4 2.5v11L13 8z" fill="currentColor" />,
  stop: <rect x="3" y="3" width="10" height="10" rx="1" fill="currentColor" />,
  plus: <path d="M8 3v10M3 8h10" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  down: <path d="m4 6 4 4 4-4" />,
  dots: <path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2" />,
  sliders: (
    <>
      <path d="M2 5h7m4 0h1M2 11h1m4 0h7" />
      <circle cx="11" cy="5" r="2" />
      <circle cx="5" cy="11" r="2" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1m0 12v1M1 8h1m12 0h1M3 3l.7.7m8.6 8.6.7.7M3 13l.7-.7m8.6-8.6.7-.7" />
    </>
  ),
  moon: <path d="M13.5 9.5a6 6 0 1 1-7-7 5 5 0 0 0 7 7z" />,
  contrast: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  keys: <path d="M6 6v4h4V6zm0 0H4a2 2 0 1 1 2-2zm4 0V4a2 2 0 1 1 2 2zm0 4h2a2 2 0 1 1-2 2zm-4 0v2a2 2 0 1 1-2-2z" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof SHAPES;

/** Decoration: the control that bears it has a name of its own. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return <Drawing size={size}>{SHAPES[name]}</Drawing>;
}

/** A picture that is given as the lines of a path on the same grid. */
export function PathIcon({ path, size = 16 }: { readonly path: string; readonly size?: number }) {
  return (
    <Drawing size={size}>
      <path d={path} />
    </Drawing>
  );
}

function Drawing({ size, children }: { readonly size: number; readonly children: ReactNode }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.33"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {children}
    </svg>
  );
}
