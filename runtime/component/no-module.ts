/** Stands where a machine wants a module and is given a component: it has nothing in it. */
export const NO_MODULE = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
