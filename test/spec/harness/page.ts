/*
 * A page of the specification: sections with files, edits and expectations.
 * Every section stands alone, with its own workspace. Errors in a page name the page and the line.
 */
import { readFactLine, type Statement } from './expectation.ts';
import { readMarkdown, type FencedBlock, type MarkdownPart } from './markdown.ts';
import { readFileInfo, readHunks, type Hunk, type SourceFile } from './source.ts';

/** What happens between two states of a section. */
export type Step =
  | { readonly kind: 'open' }
  | { readonly kind: 'diff'; readonly path: string; readonly hunks: readonly Hunk[] }
  | { readonly kind: 'write'; readonly file: SourceFile }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string };

/** A `facts` line: what holds on a line whose text has no room for a comment. */
export interface FactLine {
  readonly path: string;
  readonly line: number;
  readonly pageLine: number;
  readonly statement: Statement;
}

/** Where a block such as `hover main.py:7 get_item` points: a column (1-based) or the first place of a word in the line. */
export interface Target {
  readonly path: string;
  readonly line: number;
  readonly column: number | null;
  readonly word: string | null;
}

/** A block that lists lines about one place, or about the whole state. */
export type ListBlock = {
  readonly pageLine: number;
  readonly lines: readonly string[];
} & (
  | { readonly kind: 'trail' | 'hover' | 'definition'; readonly target: Target }
  | { readonly kind: 'objects' | 'recomputed' | 'parsed'; readonly target: null }
);

/** The workspace after a step, and what must hold then. */
export interface State {
  readonly step: Step;
  readonly pageLine: number;
  readonly facts: readonly FactLine[];
  readonly lists: readonly ListBlock[];
}

/**
 * Marks of a section: the workspace folders; which state does not parse (`from the start`, `at the end`);
 * that all diagnostics or lenses are stated.
 */
const MARKS: readonly string[] = ['roots', 'broken', 'diagnostics', 'lenses'];

/** A section with its own workspace. */
export interface Section {
  readonly title: string;
  readonly pageLine: number;
  readonly files: readonly SourceFile[];
  readonly states: readonly State[];
  readonly marks: ReadonlyMap<string, string>;
}

export interface Page {
  /** Path as people write it: `test/spec/names/literals.md`. */
  readonly file: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** Reads a page. Throws on anything it does not understand: a typing error must not weaken a page. */
export function readPage(file: string, text: string): Page {
  try {
    const parts = readMarkdown(text);
    const title = parts.find((part) => part.kind === 'heading');
    if (title?.kind !== 'heading') throw new Error('a page starts with a heading');
    const sections = splitSections(parts).map(readSection);
    return { file, title: title.title, sections: sections.filter((one) => one.files.length > 0) };
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}

function splitSections(parts: readonly MarkdownPart[]): MarkdownPart[][] {
  const groups: MarkdownPart[][] = [];
  for (const part of parts) {
    if (part.kind === 'heading') groups.push([part]);
    else groups.at(-1)?.push(part);
  }
  return groups;
}

function readSection(parts: readonly MarkdownPart[]): Section {
  const heading = parts[0]!;
  const files: SourceFile[] = [];
  const marks = new Map<string, string>();
  const states: { step: Step; pageLine: number; facts: FactLine[]; lists: ListBlock[] }[] = [
    { step: { kind: 'open' }, pageLine: heading.line, facts: [], lists: [] },
  ];
  for (const part of parts) {
    if (part.kind === 'heading') continue;
    if (part.kind === 'mark') {
      if (!MARKS.includes(part.key)) throw new Error(`line ${part.line}: unknown mark`);
      marks.set(part.key, part.value);
      continue;
    }
    const state = states.at(-1)!;
    if (isStep(part))
      states.push({ step: readStep(part), pageLine: part.line, facts: [], lists: [] });
    else if (FILE_LANGUAGES.has(part.language)) files.push(readFile(part));
    else if (part.language === 'facts') state.facts.push(...readFacts(part));
    else state.lists.push(readList(part));
  }
  const title = heading.kind === 'heading' ? heading.title : '';
  return { title, pageLine: heading.line, files, states, marks };
}

/** Languages of blocks that are files of the workspace. */
const FILE_LANGUAGES: ReadonlySet<string> = new Set([
  'python',
  'jsonc',
  'json',
  'yaml',
  'toml',
  'hcl',
  'typescript',
  'ini',
  'dotenv',
]);

function readFile(block: FencedBlock): SourceFile {
  const lines = block.content.map((text, index) => ({ text, pageLine: block.line + 1 + index }));
  return { ...readFileInfo(block.info.replace(WRITTEN_LATER, '')), lines };
}

/** A file whose name is followed by `(new)` or `(after)` is written in a step of its own. */
const WRITTEN_LATER = / ?\((new|after)\)$/;

function isStep(block: FencedBlock): boolean {
  if (FILE_LANGUAGES.has(block.language)) return WRITTEN_LATER.test(block.info);
  return ['diff', 'remove', 'rename'].includes(block.language);
}

function readStep(block: FencedBlock): Step {
  const words = block.info === '' ? [] : block.info.split(/\s+/);
  switch (block.language) {
    case 'diff': {
      const path = words[0] ?? 'main.py';
      return { kind: 'diff', path, hunks: readHunks(block.content, block.line + 1) };
    }
    case 'remove':
      return { kind: 'remove', path: words[0]! };
    case 'rename':
      return { kind: 'rename', from: words[0]!, to: words[1]! };
    default:
      return { kind: 'write', file: readFile(block) };
  }
}

function readFacts(block: FencedBlock): FactLine[] {
  return block.content
    .map((text, index) => ({ text, pageLine: block.line + 1 + index }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, pageLine }) => ({ ...readFactLine(text), pageLine }));
}

function readList(block: FencedBlock): ListBlock {
  const lines = block.content.filter((text) => text.trim() !== '');
  const common = { pageLine: block.line, lines };
  switch (block.language) {
    case 'trail':
    case 'hover':
    case 'definition':
      return { kind: block.language, target: readTarget(block), ...common };
    case 'objects':
    case 'recomputed':
    case 'parsed':
      return { kind: block.language, target: null, ...common };
    default:
      throw new Error(`line ${block.line}: unknown block "${block.language}"`);
  }
}

function readTarget(block: FencedBlock): Target {
  const match = /^(\S+?):(\d+)(?::(\d+))?(?: (.+))?$/.exec(block.info);
  if (!match) throw new Error(`line ${block.line}: "${block.info}" points nowhere`);
  const column = match[3] === undefined ? null : Number(match[3]);
  return { path: match[1]!, line: Number(match[2]), column, word: match[4] ?? null };
}
