/*
 * The bytes of an index of git. Format: https://git-scm.com/docs/index-format
 */

/** What version 4 keeps of the path before, and what it adds. */
function compressed(path: string, before: string): Buffer {
  const [now, then] = [Buffer.from(path), Buffer.from(before)];
  let same = 0;
  while (same < now.length && same < then.length && now[same] === then[same]) same += 1;
  let dropped = then.length - same;
  const bytes = [dropped & 0x7f];
  while ((dropped >>= 7) > 0) bytes.unshift(0x80 | (--dropped & 0x7f));
  return Buffer.concat([Buffer.from(bytes), now.subarray(same), Buffer.of(0)]);
}

/** An index that tracks these paths, in their order. */
export function gitIndex(paths: readonly string[], version: 2 | 3 | 4): Buffer {
  const head = Buffer.alloc(12);
  head.write('DIRC');
  head.writeUInt32BE(version, 4);
  head.writeUInt32BE(paths.length, 8);
  const entries = paths.map((path, index) => {
    const isExtended = version === 3 && index % 2 === 1;
    const fixed = Buffer.alloc(isExtended ? 64 : 62, 1);
    fixed.writeUInt16BE(isExtended ? 0x4000 : 0, 60);
    if (version === 4) return Buffer.concat([fixed, compressed(path, paths[index - 1] ?? '')]);
    const name = Buffer.from(path);
    const zeros = 8 - ((fixed.length + name.length) % 8);
    return Buffer.concat([fixed, name, Buffer.alloc(zeros)]);
  });
  return Buffer.concat([head, ...entries]);
}
