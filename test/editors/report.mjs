// Counts the steps of the editor tests and prints one line for each: `ok` or `FAIL` with what went wrong.
// A failed step never ends the run, so one broken editor does not hide what another one says.
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a step waits for something that an editor or the server does, in milliseconds. */
const patience = 20_000;

/** A report without steps. */
export function createReport() {
  const counts = { passed: 0, failed: 0 };
  /**
   * @param {string} name
   * @param {string | undefined} failure what went wrong; undefined when the step passed
   */
  const record = (name, failure) => {
    if (failure === undefined) {
      counts.passed += 1;
      console.log(`ok    ${name}`);
    } else {
      counts.failed += 1;
      console.log(`FAIL  ${name}\n${failure.replace(/^/gm, '        ')}`);
    }
  };
  /**
   * Runs one step. Returns whether it passed.
   * @param {string} name
   * @param {() => unknown} body fails by throwing
   */
  const step = async (name, body) => {
    try {
      await body();
      record(name, undefined);
      return true;
    } catch (error) {
      record(name, messageOf(error));
      return false;
    }
  };
  return { counts, record, step };
}

/** The message of anything that can be thrown. */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}

/**
 * Asks again and again until the answer is the expected one; compares as JSON.
 * Throws with the last answer when that takes too long.
 * @param {() => unknown} ask
 * @param {unknown} expected
 */
export async function untilEqual(ask, expected, milliseconds = patience) {
  let last;
  const wanted = JSON.stringify(expected);
  await until(
    async () => {
      last = JSON.stringify(await ask());
      return last === wanted;
    },
    () => `expected ${wanted}\n     got ${last}`,
    milliseconds,
  );
}

/**
 * Asks again and again until the answer counts as true, and returns it. An error while asking counts as no answer yet.
 * @template Answer
 * @param {() => Promise<Answer> | Answer} ask
 * @param {() => string} describe what to say when it takes too long
 */
export async function until(ask, describe, milliseconds = patience) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const { answer, failure } = await attempt(ask);
    if (answer) return answer;
    if (Date.now() > end)
      throw new Error(failure ? `${describe()}\nlast error: ${failure}` : describe());
    await sleep(50);
  }
}

async function attempt(ask) {
  try {
    return { answer: await ask() };
  } catch (error) {
    return { failure: messageOf(error) };
  }
}

/** Throws unless the two are equal as JSON. */
export function assertEqual(actual, expected) {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`expected ${wanted}\n     got ${got}`);
}

/** Throws unless every one of the patterns is found in the text. */
export function assertMatches(text, ...patterns) {
  for (const pattern of patterns) {
    if (!pattern.test(text)) throw new Error(`${pattern} not found in:\n${text}`);
  }
}
