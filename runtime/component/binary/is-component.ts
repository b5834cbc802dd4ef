/** The first bytes of a component: the magic, version 13, layer 1. */
export const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00];

/** Whether it begins as a component, of whatever version of the format. */
export function isComponent(bytes: Uint8Array): boolean {
  return [0, 1, 2, 3, 6, 7].every((at) => bytes[at] === PREAMBLE[at]);
}
