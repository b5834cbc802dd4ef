import { saveByLink } from '../../services/files/downloads.ts';

/** The parts of the page's style that go with the picture. */
const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'font-weight',
] as const;
/** Pixels of the image for each of the picture, so that it can be read where it is printed. */
const PNG_SCALE = 2;
/** Around the picture's own edge. */
const BACKGROUND = '--surface';

/** The picture as a file that needs no page around it. */
export function savePicture(picture: SVGSVGElement, form: 'svg' | 'png'): void {
  const text = new XMLSerializer().serializeToString(standalone(picture));
  if (form === 'svg') {
    saveByLink('memory.svg', new TextEncoder().encode(text), 'image/svg+xml');
    return;
  }
  void toPng(text, picture.viewBox.baseVal).then((bytes) => saveByLink('memory.png', bytes, 'image/png'));
}

function standalone(picture: SVGSVGElement): SVGSVGElement {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const copies = copy.querySelectorAll<SVGElement>('*');
  picture.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of STYLES) copies[i]?.setAttribute(name, style.getPropertyValue(name));
  });
  const back = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  back.setAttribute('width', '100%');
  back.setAttribute('height', '100%');
  back.setAttribute('fill', getComputedStyle(picture).getPropertyValue(BACKGROUND));
  copy.prepend(back);
  return copy;
}

async function toPng(svg: string, { width, height }: Pick<DOMRect, 'width' | 'height'>): Promise<Uint8Array> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [width * PNG_SCALE, height * PNG_SCALE];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('The browser made no image of the picture');
    return new Uint8Array(await blob.arrayBuffer());
  } finally {
    URL.revokeObjectURL(url);
  }
}
