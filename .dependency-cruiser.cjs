// Who may import whom. In runtime/, the two tables of ARCHITECTURE.md: a row looks only at the rows above it.
/** What app/ may see. It stands by itself: nothing of it leads into the machine. */
const SURFACE = [
  ['base'],
  ['abi'],
  ['policy'],
  ['project'],
  ['trace', 'stops'],
  ['protocol'],
  ['links', 'lessons'],
  ['client'],
];
const MACHINE = [
  ['sysroot', 'wasm'],
  ['vfs'],
  ['capability'],
  ['kernel'],
  ['wire'],
  ['guest'],
  ['component'],
  ['debug'],
  ['toolchain'],
  ['conformance'],
];
/** Rows of the surface that the machine is made with. A conformance case is a message, too. */
const SEEN_BY_MACHINE = ['base', 'abi', 'policy', 'project', 'trace', 'stops'];
const SEEN_BESIDES = { conformance: ['protocol'] };
/** Rows above that a row may not look at all the same. */
const OUT_OF_REACH = {
  links: ['trace'],
  guest: ['vfs', 'capability', 'kernel'],
  component: ['vfs', 'capability', 'kernel'],
  debug: ['vfs', 'capability', 'kernel'],
};

const layersOf = (rows, seen) =>
  rows.flatMap((row, at) =>
    row.map((name) => {
      const above = [...seen, ...(SEEN_BESIDES[name] ?? []), ...rows.slice(0, at).flat()];
      return [name, above.filter((layer) => !(OUT_OF_REACH[name] ?? []).includes(layer))];
    }),
  );
const LAYERS = Object.fromEntries([...layersOf(SURFACE, []), ...layersOf(MACHINE, SEEN_BY_MACHINE)]);
/** Entry points: they may use every layer, and no layer uses them. */
const ENTRY_POINTS = ['worker', 'cli'];
const TESTS = '\\.test\\.tsx?$|/testing/';

const layers = Object.entries(LAYERS).map(([name, uses]) => ({
  name: `runtime/${name}-looks-upward`,
  severity: 'error',
  from: { path: `^runtime/${name}/`, pathNot: TESTS },
  to: { path: '^runtime/', pathNot: [name, ...uses].map((layer) => `^runtime/${layer}/`) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layers,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-module-has-a-layer',
      comment: 'A new folder in runtime/ needs a row above.',
      severity: 'error',
      from: {
        path: '^runtime/',
        pathNot: [...Object.keys(LAYERS), ...ENTRY_POINTS, 'testing'].map((name) => `^runtime/${name}/`),
      },
      to: {},
    },
    {
      name: 'runtime-stands-alone',
      severity: 'error',
      from: { path: '^runtime/' },
      to: { path: '^(app|e2e|bench|packer|packages)/' },
    },
    ...ENTRY_POINTS.map((name) => ({
      name: `nothing-imports-${name}`,
      comment: 'A worker is started by URL, from client/ or from another worker.',
      severity: 'error',
      from: { pathNot: [`^runtime/${name}/`, '^packer/', '^bench/', '^packages/', TESTS] },
      to: { path: `^runtime/${name}/`, pathNot: '/damage-fixture\\.ts$', dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'fixtures-are-for-tests',
      severity: 'error',
      from: { pathNot: [TESTS, '^e2e/'] },
      to: { path: '/testing/' },
    },
    {
      name: 'packing-is-a-build-step',
      comment: 'The packer runs in Node before there is a site: nothing else may need it.',
      severity: 'error',
      from: { pathNot: '^packer/' },
      to: { path: '^packer/' },
    },
    {
      name: 'runtime-has-no-packages',
      comment: 'But for valibot, which reads what comes from outside; and fflate in links/, which deflates.',
      severity: 'error',
      from: {
        path: '^runtime/',
        pathNot: [TESTS, '^runtime/(worker|cli|links)/'],
      },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/valibot/',
      },
    },
    {
      name: 'node-stays-in-node',
      severity: 'error',
      from: { path: '^(runtime|app)/', pathNot: [TESTS, '^runtime/cli/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'app-sees-the-runtime-surface',
      severity: 'error',
      from: { path: '^app/' },
      to: { path: '^runtime/', pathNot: `^runtime/(${SURFACE.flat().join('|')})/` },
    },
    {
      name: 'only-services-drive-workers',
      severity: 'error',
      from: { path: '^app/', pathNot: ['^app/(services/|main\\.tsx?$|embed\\.tsx$|conformance\\.ts$)', TESTS] },
      to: { path: '^runtime/client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'state-knows-no-ui',
      severity: 'error',
      from: { path: '^app/state/', pathNot: ['use-[\\w-]+\\.ts$', TESTS] },
      to: { path: ['^app/(features|ui|services)/', 'node_modules/react(-dom)?/'] },
    },
    {
      name: 'text-has-no-effects',
      severity: 'error',
      from: { path: '^app/text/', pathNot: TESTS },
      to: { path: ['^app/', '^runtime/client/'], pathNot: '^app/(text/|state/paths\\.ts$)' },
    },
    {
      name: 'features-are-separate',
      severity: 'error',
      from: { path: '^app/features/([^/]+)/' },
      to: { path: '^app/features/', pathNot: '^app/features/$1/' },
    },
    {
      name: 'fields-know-no-panel',
      comment: 'Several panels show them.',
      severity: 'error',
      from: { path: '^app/fields/' },
      to: { path: '^app/features/' },
    },
    {
      name: 'ui-knows-nothing',
      severity: 'error',
      from: { path: '^app/ui/', pathNot: TESTS },
      to: { path: '^(runtime|app/(state|services|features))/' },
    },
    {
      name: 'e2e-is-outside',
      comment: 'But for what unit tests share: what can be wrong with stored records, and modules made by hand.',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(app|runtime|bench)/', pathNot: '/(damage|component|dialects)-fixture\\.ts$' },
    },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)|^virtual:' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
