/*
 * Which facts the client's view of each document stands for, by the request that asked.
 * With it the server tells whether the client has to look again, or did so on its own.
 */
import type { Location } from '../base/location.ts';
import type { FileFacts } from '../dynamodb/facts.ts';

/** Requests whose answers a client keeps until it is told to ask again. */
export type KeptRequest = 'code lenses' | 'diagnostics';

type Facts = FileFacts<Location> | null;

/** The answers a client has. */
export class Answers {
  readonly #facts: Readonly<Record<KeptRequest, Map<string, Facts>>> = {
    'code lenses': new Map(),
    diagnostics: new Map(),
  };

  /** A request was answered with these facts. */
  note(request: KeptRequest, path: string, facts: Facts): void {
    this.#facts[request].set(path, facts);
  }

  /** The client has no use for its answers any more. */
  forget(path: string): void {
    for (const answers of Object.values(this.#facts)) answers.delete(path);
  }

  /** The documents whose answers stand for other facts than `current` gives. */
  outdated(request: KeptRequest, current: (path: string) => Facts): readonly string[] {
    const answers = [...this.#facts[request]];
    return answers.filter(([path, facts]) => facts !== current(path)).map(([path]) => path);
  }
}
