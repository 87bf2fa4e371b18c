/*
 * Long work in small slices, so that the process answers requests in between.
 * Work is a generator: it may be left at every `yield`, and is left for good when it is cancelled.
 */
import { setImmediate } from 'node:timers/promises';

/** Longest stretch of work without a break, in milliseconds, as long as no single step takes longer. */
const sliceMilliseconds = 12;

/** What is run in slices. A step may give something to wait for. */
export type Steps<Result> = Generator<Promise<void> | undefined, Result, undefined>;

/**
 * Runs all steps and gives their result, or null when `signal` was aborted before the end.
 * Between slices, input that has arrived is dealt with first. Errors of a step reject.
 */
export async function runInSlices<Result>(
  steps: Steps<Result>,
  signal?: AbortSignal,
): Promise<Result | null> {
  let sliceEnd = performance.now() + sliceMilliseconds;
  for (;;) {
    if (signal?.aborted === true) {
      steps.return(undefined as never);
      return null;
    }
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value) await step.value;
    else if (performance.now() < sliceEnd) continue;
    await setImmediate();
    sliceEnd = performance.now() + sliceMilliseconds;
  }
}

/** Runs all steps without a break. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
