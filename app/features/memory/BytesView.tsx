import type { BytesPlace, MemoryPicture, ShownBytes } from '../../../runtime/stops/memory-picture.ts';
import { useServices } from '../../services/use-services.ts';
import { bytesRows, objectsOf } from './bytes-rows.ts';

interface BytesViewProps {
  readonly picture: MemoryPicture;
  readonly bytes: ShownBytes | undefined;
  readonly isStopped: boolean;
}

/** The bytes of an object that is chosen, in hexadecimal and as characters, with what each of them belongs to. */
export function BytesView({ picture, bytes, isStopped }: BytesViewProps) {
  const { debugCommand } = useServices();
  const objects = objectsOf(picture);
  const chosen = objects.findIndex(({ place }) => isSame(place, bytes));
  return (
    <details className="memory-words">
      <summary>Bytes</summary>
      <label>
        Object{' '}
        <select
          className="field"
          value={chosen}
          disabled={!isStopped}
          onChange={({ target }) => debugCommand({ type: 'bytes', place: objects[Number(target.value)]?.place })}
        >
          <option value={-1}>Choose one</option>
          {objects.map(({ name }, i) => (
            <option key={i} value={i}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {bytes && chosen !== -1 && (
        <>
          <p>
            {`At 0x${bytes.address.toString(16)}, ${bytes.bytes} ${bytes.bytes === 1 ? 'byte' : 'bytes'}. Numbers are stored with the lowest byte first (little-endian).`}
          </p>
          <table className="memory-bytes">
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Bytes</th>
                <th scope="col">Characters</th>
                <th scope="col">What it is</th>
              </tr>
            </thead>
            <tbody>
              {bytesRows(picture, bytes).map((row) => (
                <tr key={row.address}>
                  <td>{`0x${row.address.toString(16)}`}</td>
                  <td>{row.hex}</td>
                  <td>{row.characters}</td>
                  <td>{row.what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </details>
  );
}

function isSame(place: BytesPlace, other: BytesPlace | undefined): boolean {
  return place.address === other?.address && place.bytes === other.bytes;
}
