// `npm run check`: what `npm test` does before and between its tests, without the tests.
import { BUILD_FENCES, runFences, SOURCE_FENCES } from './lib/fences.mjs';
import { buildSite, prepareToolchain } from './lib/site.mjs';

const source = await runFences(SOURCE_FENCES);
await prepareToolchain();
await buildSite();
const build = await runFences(BUILD_FENCES);
process.exitCode = source.failed + build.failed > 0 ? 1 : 0;
