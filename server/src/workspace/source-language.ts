/*
 * How the files of one language become units, and how they are kept up to date.
 */
import type { TextChange } from '../base/text-change.ts';
import { summarizeTypeScript } from '../summary/typescript/summarize.ts';
import { applyChange } from '../base/text-change.ts';
import type { PythonParser } from '../syntax/parser.ts';
import type { TypeScriptParser } from '../syntax/typescript/parser.ts';
import { changeModule, createModule, type OnParse, type StoredModule } from './module-store.ts';

export interface SourceLanguage {
  /** Reads a whole text. */
  readonly create: (text: string, onParse: OnParse) => StoredModule;
  /** The file after edits, in their order. */
  readonly change: (
    module: StoredModule,
    changes: readonly TextChange[],
    onParse: OnParse,
  ) => StoredModule;
}

/** Python: only pieces that an edit touched are parsed. */
export function pythonLanguage(parser: PythonParser): SourceLanguage {
  return {
    create: (text, onParse) => createModule(parser, text, onParse),
    change: (module, changes, onParse) =>
      changes.reduce((before, change) => changeModule(parser, before, change, onParse), module),
  };
}

/** TypeScript: files that declare infrastructure are few and small, so each is parsed whole. Null stands for "not yet". */
export function typeScriptLanguage(parser: () => TypeScriptParser | null): SourceLanguage {
  const create = (text: string, onParse: OnParse): StoredModule => {
    const loaded = parser();
    if (loaded) onParse(text);
    const stored = summarizeTypeScript(loaded?.parse(text) ?? [], text).map(
      ({ summary, start, end }) => ({
        piece: { kind: 'statement' as const, start, end, reach: end, inClass: false },
        units: [{ summary, start, stale: false }],
      }),
    );
    return { text, pieces: stored.map(({ piece }) => piece), stored };
  };
  return {
    create,
    change: ({ text }, changes, onParse) => create(changes.reduce(applyChange, text), onParse),
  };
}
