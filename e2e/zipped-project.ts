import { unzipSync } from 'fflate';
import type { Ide } from './pages/ide.ts';

/** Before the page is opened, so that `contentsOf` can be used. Nothing is downloaded: Firefox's window for that takes the keyboard away. */
export function rememberZips(ide: Ide): Promise<unknown> {
  return ide.page.addInitScript(() => {
    const create = URL.createObjectURL.bind(URL);
    URL.createObjectURL = (object) => {
      if (object instanceof Blob && object.type === 'application/zip') Object.assign(globalThis, { zip: object });
      return create(object);
    };
    HTMLAnchorElement.prototype.click = () => undefined;
  });
}

/** The text of every file of the open project, by path, from the zip that the page makes of it. */
export async function contentsOf(ide: Ide): Promise<ReadonlyMap<string, string>> {
  const entries = new Map(await zipOf(ide));
  entries.delete('preopen-project.json');
  return entries;
}

/** As `contentsOf`, with what the zip says of the project itself. */
export async function zipOf(ide: Ide): Promise<ReadonlyMap<string, string>> {
  await ide.palette.choose('Download project as zip');
  const encoded = await ide.page.evaluate(async () => {
    const page = globalThis as unknown as { zip?: Blob };
    while (!page.zip) await new Promise((due) => setTimeout(due, 10));
    const zip = page.zip;
    delete page.zip;
    return new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as string);
      reader.readAsDataURL(zip);
    });
  });
  const bytes = Buffer.from(encoded.slice(encoded.indexOf(',') + 1), 'base64');
  const files = Object.entries(unzipSync(bytes)).filter(([path]) => !path.endsWith('/'));
  return new Map(files.map(([path, content]) => [path, new TextDecoder().decode(content)]));
}
