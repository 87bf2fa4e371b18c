/*
 * A parser that is loaded when the first file needs it: most workspaces hold no file of its language.
 */

export interface LazyParser<Parser> {
  /** The parser; null before it is loaded, which asking for it begins. */
  readonly get: () => Parser | null;
  /** Resolves when the parser is there; null when nothing is being loaded. Rejects once when it cannot be loaded. */
  readonly loading: () => Promise<void> | null;
}

/** A parser that `load` loads when it is first asked for; `onLoaded` is told when it is there. */
export function createLazyParser<Parser>(
  load: () => Promise<Parser>,
  onLoaded: () => void,
): LazyParser<Parser> {
  let parser: Parser | null = null;
  let loading: Promise<void> | null = null;
  let isAsked = false;
  const begin = async (): Promise<void> => {
    try {
      parser = await load();
    } finally {
      loading = null;
    }
    onLoaded();
  };
  return {
    get: () => {
      if (!parser && !isAsked) {
        isAsked = true;
        loading = begin();
        // Whoever waits is told; without anyone waiting, the failure is none of the process.
        loading.catch(() => undefined);
      }
      return parser;
    },
    loading: () => loading,
  };
}

/** A parser that is there from the start. */
export function loadedParser<Parser>(parser: Parser): LazyParser<Parser> {
  return { get: () => parser, loading: () => null };
}
