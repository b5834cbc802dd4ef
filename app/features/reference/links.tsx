import { Fragment } from 'react';
import type { RightName } from '../../../runtime/abi/rights.ts';
import type { SyscallName } from '../../../runtime/abi/syscalls.ts';
import { isSyscallName } from './reference-model.ts';

type Show = (name: SyscallName) => void;

/** Leads to a function of the reference. */
export function CallLink({ name, onShow }: { readonly name: SyscallName; readonly onShow: Show }) {
  return (
    <a
      href={`#call-${name}`}
      className="call-link"
      onClick={(event) => {
        // The address is the page's own; the reference only scrolls.
        event.preventDefault();
        onShow(name);
      }}
    >
      <code>{name}</code>
    </a>
  );
}

interface RightProps {
  readonly name: RightName;
  /** The function whose entry this stands in: it does not lead to itself. */
  readonly own: SyscallName;
  readonly onShow: Show;
}

/** A right; most are called like the function that they are for, and lead to it. */
export function Right({ name, own, onShow }: RightProps) {
  return isSyscallName(name) && name !== own ? <CallLink name={name} onShow={onShow} /> : <code>{name}</code>;
}

interface RightListProps extends Omit<RightProps, 'name'> {
  readonly names: readonly RightName[];
}

/** `a, b and c`. */
export function RightList({ names, own, onShow }: RightListProps) {
  return names.map((name, index) => (
    <Fragment key={name}>
      {index > 0 && (index === names.length - 1 ? ' and ' : ', ')}
      <Right name={name} own={own} onShow={onShow} />
    </Fragment>
  ));
}

/** Brings a function into view, and moves the keyboard there. */
export function goTo(pages: HTMLElement | null, name: string): void {
  const heading = pages?.querySelector<HTMLElement>(`[data-call="${CSS.escape(name)}"]`);
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
