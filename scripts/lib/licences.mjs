// The part of docs/licences.md that package-lock.json knows: every package that the page's code is made from.
const BEGIN = '<!-- packages -->';
const END = '<!-- /packages -->';

/** What a package's `license` field does not say. */
const REMARKS = {
  'lucide-react': 'icons that come from Feather: MIT',
  'monaco-editor': 'its `ThirdPartyNotices.txt` lists what it contains in turn',
};

/**
 * The table of the packages in `lock` that are not only for building and testing.
 *
 * @param {{ packages: Record<string, { version?: string, license?: string, dev?: boolean, devOptional?: boolean, optional?: boolean }> }} lock
 */
export function licenceTable(lock) {
  const rows = Object.entries(lock.packages)
    .filter(([where, { dev, devOptional, optional }]) => where !== '' && !dev && !devOptional && !optional)
    .map(([where, { version = '?', license = 'none stated' }]) => {
      const name = where.slice(where.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const remark = REMARKS[name] === undefined ? '' : `; ${REMARKS[name]}`;
      return `| ${name} | ${version} | ${license.replace(/^\((.*)\)$/, '$1')}${remark} |`;
    });
  return ['| package | version | licence |', '| --- | --- | --- |', ...new Set(rows)].join('\n');
}

/** `document` with the table of `lock` between its two marks. */
export function withLicenceTable(document, lock) {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The document lacks ${BEGIN} or ${END}`);
  return `${before}${BEGIN}\n\n${licenceTable(lock)}\n\n${END}${after}`;
}
