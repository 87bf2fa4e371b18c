/*
 * The paths that git tracks, from the index of a repository, versions 2 to 4. An index of another version or form has no
 * paths: then `.gitignore` files decide alone.
 * Format: https://git-scm.com/docs/index-format
 */

const SIGNATURE = 0x44495243; // DIRC
const HEADER = 12;
/** Times, device, inode, mode, owner, size, and the hash of the content. */
const FIXED = 60;
const EXTENDED = 0x4000;
const TEXT = new TextDecoder();

interface Step {
  readonly path: Uint8Array;
  /** Where the next entry starts. */
  readonly next: number;
}

/** A number of variable width, as version 4 says how much of the path before is dropped; and where it ends. */
function readOffset(data: Uint8Array, start: number): readonly [number, number] {
  let at = start;
  let byte = data[at++] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0 && at < data.length) {
    byte = data[at++] ?? 0;
    value = (value + 1) * 0x80 + (byte & 0x7f);
  }
  return [value, at];
}

/** The entry that starts at `start`; null when the index ends before it does. */
function readEntry(
  data: Uint8Array,
  view: DataView,
  version: number,
  start: number,
  before: Uint8Array,
): Step | null {
  if (start + FIXED + 2 > data.length) return null;
  const isExtended = version > 2 && (view.getUint16(start + FIXED) & EXTENDED) !== 0;
  const from = start + FIXED + (isExtended ? 4 : 2);
  const [dropped, name] = version === 4 ? readOffset(data, from) : [0, from];
  const end = data.indexOf(0, name);
  if (end < 0) return null;
  const kept = version === 4 ? before.subarray(0, Math.max(0, before.length - dropped)) : [];
  const path = Uint8Array.from([...kept, ...data.subarray(name, end)]);
  // Entries of the older versions are filled up to a multiple of eight, with at least one zero.
  const next = version === 4 ? end + 1 : start + (Math.floor((end - start) / 8) + 1) * 8;
  return path.length === 0 ? null : { path, next };
}

/** The paths in an index, relative to the top of its repository; none when it is not understood to its end. */
export function trackedPaths(data: Uint8Array): readonly string[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < HEADER || view.getUint32(0) !== SIGNATURE) return [];
  const version = view.getUint32(4);
  if (version < 2 || version > 4) return [];
  const paths: string[] = [];
  let at = HEADER;
  let before: Uint8Array = new Uint8Array();
  for (let count = view.getUint32(8); count > 0; count -= 1) {
    const step = readEntry(data, view, version, at, before);
    if (!step) return [];
    paths.push(TEXT.decode(step.path));
    before = step.path;
    at = step.next;
  }
  return paths;
}
