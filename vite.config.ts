import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { builtLessons } from './scripts/lib/built-lessons.mjs';
import { builtMistakes } from './scripts/lib/built-mistakes.mjs';
import { contentSecurityPolicy } from './scripts/lib/content-security-policy.mjs';
import { preloadPage } from './scripts/lib/preload-page.mjs';
import { COPIES_VARIABLE, seal } from './scripts/lib/seal.mjs';
import { SITE_VARIABLE, shareTags } from './scripts/lib/share-tags.mjs';

// Cross-origin isolation: without it there is no SharedArrayBuffer, and a program cannot wait for input.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

export default defineConfig({
  // Relative, so that the site also works from a sub-folder such as user.github.io/preopen/.
  base: './',
  plugins: [
    react(),
    builtLessons(),
    builtMistakes(),
    shareTags(process.env[SITE_VARIABLE]),
    preloadPage('index.html', 'app/main.tsx'),
    contentSecurityPolicy(),
    seal({ hasGzipCopies: process.env[COPIES_VARIABLE] !== undefined }),
  ],
  worker: { format: 'es' },
  server: { headers },
  preview: { headers },
  // The editor is one large chunk, loaded after the shell: `size-limit` guards the first load instead.
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
    // Every browser that runs the rest knows `modulepreload`.
    // The first load does not name what every panel consists of: a name that is a hash does not compress. What a visit
    // waits for is named, or its code would be asked for only when its styles are there.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, dependencies) =>
        dependencies.filter((name) => name.endsWith('.css') || /(^|\/)(panels|TerminalView)-/.test(name)),
    },
    rolldownOptions: {
      input: { index: 'index.html', conformance: 'conformance.html' },
      output: {
        // What a visit begins with, in few pieces: each is a request, has a name, and compresses by itself.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              // What the first script consists of besides itself: nothing else may import that one, or it would run there, too.
              name: 'start',
              test: /vite[\\/]preload-helper|[\\/]assert-never\.ts$|[\\/]runtime[\\/]client[\\/](process-worker-host|spawn|kernel-client|kernel-life)\.ts$|[\\/]runtime[\\/]protocol[\\/]port\.ts$|[\\/]app[\\/]services[\\/](kernel[\\/](begin-kernel|known-wire)|documents[\\/]journal-key)\.ts$/,
            },
            {
              name: 'base',
              test: /node_modules[\\/](react|react-dom|scheduler|zustand)[\\/]|[\\/](class-names|app[\\/]state[\\/](paths|storage)|runtime[\\/]base[\\/](result|file-name|is-record))\.ts$/,
            },
            {
              // What every visit needs as soon as the page is shown.
              name: 'deferred',
              test: /[\\/](runtime[\\/](client[\\/](site-keeper|service-worker)|protocol[\\/]service-worker)|app[\\/]services[\\/](files[\\/]drops|lessons[\\/]lesson-projects|documents[\\/](journal|live-check)|page[\\/](offline|printing)))\.ts$/,
            },
            {
              name: 'parts',
              test: /node_modules[\\/]lucide-react[\\/]|[\\/](app[\\/](ui[\\/]css-colors|text[\\/](free-name|name-rules|outcome-text)|services[\\/](files[\\/]incoming|lessons[\\/]lesson-progress|projects[\\/]new-project)|state[\\/]lessons-store)|runtime[\\/](abi[\\/](applicable-rights|rights)|policy[\\/](access|enforced|policy|reach)|protocol[\\/](kept|project)|project[\\/]settings))\.ts$/,
            },
          ],
        },
      },
    },
  },
});
