/**
 * The last branch of an exhaustive switch.
 * The compiler rejects a call as soon as one kind has been forgotten.
 */

/**
 * Marks a branch that no value can reach.
 * @throws Error when a value of an unknown kind arrives at run time.
 */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
