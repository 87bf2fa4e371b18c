/*
 * Texts of open documents that may be templates, as the editor has them. What an editor opens may be any file: of code
 * in another language the analysis gets only what can declare something, or what it asks for.
 */
import { applyChange, type TextChange } from '../base/text-change.ts';
import { isTypeScript } from '../link/language.ts';
import type { Analysis } from './analysis.ts';
import { maySayInfrastructure } from './template-files.ts';

/** Where the texts go. */
type Taker = Pick<Analysis, 'has' | 'setText'>;

/** The open documents that may be templates. */
export class OpenTemplates {
  readonly #texts = new Map<string, string>();
  /** Those whose text the analysis gets. */
  readonly #given = new Set<string>();

  open(path: string, text: string): void {
    this.#texts.set(path, text);
    this.#given.delete(path);
  }

  close(path: string): void {
    this.#texts.delete(path);
    this.#given.delete(path);
  }

  /** Gives the text of a document, and from now on what it becomes. Other paths are none of its business. */
  give(path: string, why: 'asked' | 'found', to: Taker): void {
    const text = this.#texts.get(path);
    if (text === undefined) return;
    this.#given.add(path);
    const isWanted = why === 'asked' || to.has(path) || !isTypeScript(path);
    if (isWanted || maySayInfrastructure(path, text)) to.setText(path, text);
  }

  /** Takes edits of a document. Returns whether it is one of these. */
  change(path: string, changes: readonly TextChange[], to: Taker): boolean {
    const text = this.#texts.get(path);
    if (text === undefined) return false;
    this.#texts.set(path, changes.reduce(applyChange, text));
    if (this.#given.has(path)) this.give(path, 'found', to);
    return true;
  }
}
