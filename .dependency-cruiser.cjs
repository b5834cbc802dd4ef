// Who may import whom. In runtime/, the table of ARCHITECTURE.md: a row looks only at the rows above it.
const ROWS = [
  ['base'],
  ['abi'],
  ['sysroot'],
  ['policy', 'vfs'],
  ['project'],
  ['trace'],
  ['capability'],
  ['kernel'],
  ['wire'],
  ['guest'],
  ['toolchain'],
  ['conformance'],
  ['shell'],
  ['protocol'],
  ['links', 'lessons'],
  ['client'],
];
/** What the page's side may not reach although it stands above: it would come into the page's hands. */
const OUT_OF_REACH = {
  project: ['vfs', 'sysroot'],
  trace: ['vfs', 'sysroot'],
  protocol: ['sysroot', 'vfs', 'capability', 'kernel', 'guest', 'shell'],
  links: ['sysroot', 'trace', 'vfs', 'capability', 'kernel', 'wire', 'guest', 'toolchain', 'conformance', 'shell'],
  lessons: ['sysroot', 'vfs', 'capability', 'kernel', 'wire', 'guest', 'toolchain', 'conformance', 'shell'],
  client: ['sysroot', 'vfs', 'capability', 'kernel', 'guest', 'shell'],
  guest: ['vfs', 'capability', 'kernel'],
};
const LAYERS = Object.fromEntries(
  ROWS.flatMap((row, at) =>
    row.map((name) => [
      name,
      ROWS.slice(0, at)
        .flat()
        .filter((above) => !(OUT_OF_REACH[name] ?? []).includes(above)),
    ]),
  ),
);
/** Entry points: they may use every layer, and no layer uses them. */
const ENTRY_POINTS = ['worker', 'cli'];
const VISIBLE_TO_APP = ['client', 'links', 'lessons', 'protocol', 'project', 'policy', 'trace', 'abi', 'base'];
const TESTS = '\\.test\\.tsx?$';

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
      comment: 'A new folder in runtime/ needs a row in LAYERS above.',
      severity: 'error',
      from: {
        path: '^runtime/',
        pathNot: [...Object.keys(LAYERS), ...ENTRY_POINTS].map((name) => `^runtime/${name}/`),
      },
      to: {},
    },
    {
      name: 'runtime-stands-alone',
      severity: 'error',
      from: { path: '^runtime/' },
      to: { path: '^(app|e2e|bench|packer)/' },
    },
    ...ENTRY_POINTS.map((name) => ({
      name: `nothing-imports-${name}`,
      comment: 'A worker is started by URL, from client/ or from another worker.',
      severity: 'error',
      from: { pathNot: [`^runtime/${name}/`, '^packer/', '^bench/', TESTS] },
      to: { path: `^runtime/${name}/`, dependencyTypesNot: ['type-only'] },
    })),
    {
      name: 'packing-is-a-build-step',
      comment: 'The packer runs in Node before there is a site: nothing else may need it.',
      severity: 'error',
      from: { pathNot: '^packer/' },
      to: { path: '^packer/' },
    },
    {
      name: 'runtime-has-no-packages',
      comment: 'links/ deflates, and fflate does that better than a version of our own.',
      severity: 'error',
      from: {
        path: '^runtime/',
        pathNot: [TESTS, '-fixture\\.ts$', '^runtime/(worker|cli|links)/'],
      },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'] },
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
      from: { path: '^app/', pathNot: [TESTS, '^app/conformance\\.ts$'] },
      to: { path: '^runtime/', pathNot: `^runtime/(${VISIBLE_TO_APP.join('|')})/` },
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
      name: 'ui-knows-nothing',
      severity: 'error',
      from: { path: '^app/ui/' },
      to: { path: '^(runtime|app/(state|services|features))/' },
    },
    { name: 'e2e-is-outside', severity: 'error', from: { path: '^e2e/' }, to: { path: '^(app|runtime|bench)/' } },
    {
      name: 'imports-resolve',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
