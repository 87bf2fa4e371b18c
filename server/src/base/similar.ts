/*
 * Which of several names someone may have meant: few letters differ, or the same words stand in another order.
 * Names of one letter less are alike, names that tell things apart by a digit or by a short word (`dev`, `v2`) are not.
 */

/** Longer names are not compared. */
const MAX_LENGTH = 255;

/** Words of fewer letters tell things apart: `dev` and `qa`, `v1` and `v2`. */
const MIN_WORD = 4;

/** The names that are alike, most alike first, then in their order. */
export function similarNames(name: string, names: Iterable<string>): readonly string[] {
  const found = [...new Set(names)].flatMap((candidate) => {
    const distance = candidate === name ? Infinity : distanceOf(name, candidate);
    return distance === Infinity ? [] : [{ candidate, distance }];
  });
  return found
    .sort((left, right) => left.distance - right.distance)
    .map(({ candidate }) => candidate);
}

/** How far two names are from each other; infinite for names that are not alike. */
function distanceOf(left: string, right: string): number {
  if (left.length > MAX_LENGTH || right.length > MAX_LENGTH) return Infinity;
  const words = wordsOf(left);
  const others = wordsOf(right);
  if (words.length !== others.length) return joined(words) === joined(others) ? 0.5 : Infinity;
  const direct = distanceOfWords(words, others);
  return direct < Infinity ? direct : distanceOfWords(words.toSorted(), others.toSorted()) + 1;
}

/** `OrdersTable`, `orders_table` and `ORDERS-TABLE` have the same words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '-')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function joined(words: readonly string[]): string {
  return words.join('');
}

function distanceOfWords(words: readonly string[], others: readonly string[]): number {
  let sum = 0;
  for (const [index, word] of words.entries()) {
    const other = others[index] ?? '';
    if (word === other) continue;
    const distance = edits(word, other);
    const shorter = Math.min(word.length, other.length);
    const sameDigits = word.replace(/\D/gu, '') === other.replace(/\D/gu, '');
    if (shorter < MIN_WORD || !sameDigits || distance > (shorter < 8 ? 1 : 2)) return Infinity;
    sum += distance;
  }
  return sum <= 2 ? sum : Infinity;
}

/** How many letters are put in, left out, replaced or swapped with their neighbour. */
function edits(left: string, right: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      const least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      const swapped =
        i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      next.push(swapped ? Math.min(least, (before[j - 2] ?? 0) + 1) : least);
    }
    before = row;
    row = next;
  }
  return row[right.length] ?? 0;
}
