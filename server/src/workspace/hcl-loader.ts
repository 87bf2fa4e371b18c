/*
 * The parser of Terraform, which is loaded only for workspaces that have such files.
 */
import type { HclParser } from '../syntax/hcl/hcl-parser.ts';

/** Where the parser comes from. */
export interface HclSource {
  /** Null when it is not loaded yet. */
  readonly ready: HclParser | null;
  readonly load: () => Promise<HclParser>;
}

/** The parser as far as it is loaded. */
export interface HclLoader {
  /** Null as long as it is not loaded. */
  readonly parser: () => HclParser | null;
  /** Loads it; null when it is loaded. Never rejects. */
  readonly load: () => Promise<void> | null;
}

/** Creates a loader; `onLoaded` is told once loading has ended, in one way or the other. */
export function createHclLoader({ ready, load }: HclSource, onLoaded: () => void): HclLoader {
  let parser = ready;
  let loading: Promise<void> | null = null;
  const start = async (): Promise<void> => {
    try {
      parser = await load();
    } catch {
      parser = null;
    }
    onLoaded();
  };
  return { parser: () => parser, load: () => (parser ? null : (loading ??= start())) };
}
