/** Joins what applies: `classNames('tab', isActive && 'is-active')`. */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter((name) => name !== false && name !== undefined).join(' ');
}
