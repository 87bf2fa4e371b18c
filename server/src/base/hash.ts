/**
 * A fast hash of texts, for telling whether something changed.
 * It is not cryptographic: do not use it where somebody may gain from a collision.
 * Equal texts have equal hashes, in every process and on every machine.
 */

/**
 * Hashes the UTF-16 code units of `text` to 64 bits.
 * @returns two base-36 numbers of 32 bits each, joined by a dash.
 */
export function hashText(text: string): string {
  // Two lanes of multiply, xor and rotate. The rotation lets high bits reach low ones,
  // which multiplication alone never does.
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(((a << 13) | (a >>> 19)) ^ unit, 0x9e3779b1);
    b = Math.imul(((b << 17) | (b >>> 15)) ^ unit, 0x85ebca77);
  }
  a = spread(a ^ text.length);
  b = spread(b ^ a);
  return `${(a >>> 0).toString(36)}-${(b >>> 0).toString(36)}`;
}

/** Spreads the bits of a word over the whole word (the last step of MurmurHash3). */
function spread(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
