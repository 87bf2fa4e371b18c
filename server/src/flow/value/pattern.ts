/*
 * Patterns of texts of which only a part is known, with `*` for the rest.
 */

/** The pattern that both match: what they start with and what they end with; null when that is nothing. */
export function commonPattern(left: string | null, right: string | null): string | null {
  if (left === right) return left;
  if (left === null || right === null) return null;
  const [leftStart, leftEnd] = endsOf(left);
  const [rightStart, rightEnd] = endsOf(right);
  const start = commonStart(leftStart, rightStart);
  const end = reversed(commonStart(reversed(leftEnd), reversed(rightEnd)));
  return start === '' && end === '' ? null : `${start}*${end}`;
}

/** What stands before the first and behind the last hole. */
function endsOf(pattern: string): readonly [string, string] {
  return [pattern.slice(0, pattern.indexOf('*')), pattern.slice(pattern.lastIndexOf('*') + 1)];
}

function commonStart(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return left.slice(0, length);
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
