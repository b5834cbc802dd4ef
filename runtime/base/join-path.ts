/** `name` in `folder`, by their text alone. The folder may be `/`, or empty for the one that paths are relative to. */
export function joinPath(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}
