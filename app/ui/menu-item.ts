/** One entry of a menu. */
export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** A shortcut or a remark at the right edge. */
  readonly hint?: string | undefined;
  /** One of several, and this one holds. */
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
  readonly onSelect: () => void;
}

export interface MenuSection {
  readonly label?: string;
  readonly items: readonly MenuItem[];
}
