/*
 * Which of the functions that infrastructure deploys a text is known for. What is set for one of them and what is set for
 * another never meet in one run of the program, so they are never put together. No set stands for any function.
 */

/** The functions, by keys that tell them apart; undefined for any. */
export type Within = ReadonlySet<string> | undefined;

/** Something that may be known for some functions only. */
export interface Confined {
  readonly within?: Within;
}

/** Where one of two things holds. */
export function eitherWithin(left: Within, right: Within): Within {
  if (!left || !right) return undefined;
  if (left.size < right.size) return eitherWithin(right, left);
  return [...right].every((key) => left.has(key)) ? left : new Set([...left, ...right]);
}

/** Where both of two things hold; an empty set where they never meet. */
export function bothWithin(left: Within, right: Within): Within {
  if (!left || !right) return left ?? right;
  return new Set([...left].filter((key) => right.has(key)));
}

/** Whether two things hold for the same functions. */
export function sameWithin(left: Within, right: Within): boolean {
  if (left === right) return true;
  if (left?.size !== right?.size) return false;
  return [...(left ?? [])].every((key) => right?.has(key));
}

/** A part of an object that says where it holds. */
export function confinedTo(within: Within): Confined {
  return within ? { within } : {};
}

/** The functions as a text that tells sets of them apart. */
export function withinText(within: Within): string {
  return within ? `<${[...within].sort().join()}>` : '';
}
