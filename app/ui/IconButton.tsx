import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface IconButtonProps extends ComponentProps<'button'> {
  /** The accessible name; also the tooltip, together with `hint`. */
  readonly label: string;
  /** A shortcut, shown in the tooltip. */
  readonly hint?: string | undefined;
  readonly children: ReactNode;
}

/** A button that shows only a picture. */
export function IconButton({ label, hint, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={hint === undefined ? label : `${label} (${hint})`}
      className={classNames('icon-button', className)}
      {...rest}
    >
      {children}
    </button>
  );
}
