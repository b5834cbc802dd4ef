// The first code of the page, and little of it: the kernel starts, and fetches the compiler, before the rest is there.
import { beginKernel } from './services/kernel/begin-kernel.ts';
import { isFramedElsewhere } from './services/embed/framed.ts';
import { knownWire } from './services/kernel/known-wire.ts';

// In a frame of another page there is another view. It shares what is loaded here, and is little besides. (A frame that
// is sandboxed without an origin cannot load even this: index.html says so.)
if (new URLSearchParams(location.search).has('embed')) void import('./embed.tsx');
else if (isFramedElsewhere(window)) void import('./framed.ts');
else {
  const wire = knownWire();
  const begun = wire && { kernel: beginKernel(wire, false), wire };
  void import('./main.tsx').then(({ startPage }) => startPage(begun));
}
