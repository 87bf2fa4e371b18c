/*
 * Reads a Markdown page into headings, fenced blocks and marks (`<!-- key: value -->`).
 * Nothing else of Markdown matters here: prose is for people. Lines are 1-based, as editors show them.
 */

/** A fenced code block. `info` is what follows the language in the opening fence. */
export interface FencedBlock {
  readonly kind: 'block';
  readonly language: string;
  readonly info: string;
  /** Line of the opening fence. The first line of the content is the one below. */
  readonly line: number;
  readonly content: readonly string[];
}

/** A heading; `level` counts its `#`. */
export interface Heading {
  readonly kind: 'heading';
  readonly level: number;
  readonly title: string;
  readonly line: number;
}

/** A comment for the harness, such as `<!-- diagnostics: all -->`. */
export interface Mark {
  readonly kind: 'mark';
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

export type MarkdownPart = FencedBlock | Heading | Mark;

const FENCE = /^(`{3,}|~{3,})\s*(\S*)\s*(.*?)\s*$/;
const HEADING = /^(#{1,6}) +(.+?)\s*$/;
const MARK = /^<!-- ([a-z-]+)(?:: (.+?))? -->$/;

/** The parts of a page in order. An unclosed fence is an error: half a page would be checked silently. */
export function readMarkdown(text: string): readonly MarkdownPart[] {
  const lines = text.split('\n');
  const parts: MarkdownPart[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const fence = FENCE.exec(line);
    if (fence) {
      const block = readBlock(lines, index, fence);
      parts.push(block);
      index += block.content.length + 1;
      continue;
    }
    const part = readLine(line, index + 1);
    if (part) parts.push(part);
  }
  return parts;
}

function readBlock(lines: readonly string[], start: number, fence: RegExpExecArray): FencedBlock {
  const [, marker, language, info] = fence;
  const end = lines.findIndex((line, index) => index > start && line.trimEnd() === marker);
  if (end < 0) throw new Error(`line ${start + 1}: this fence is never closed`);
  const content = lines.slice(start + 1, end);
  return { kind: 'block', language: language!, info: info!, line: start + 1, content };
}

function readLine(text: string, line: number): Heading | Mark | null {
  const heading = HEADING.exec(text);
  if (heading) return { kind: 'heading', level: heading[1]!.length, title: heading[2]!, line };
  const mark = MARK.exec(text.trim());
  if (mark) return { kind: 'mark', key: mark[1]!, value: mark[2] ?? '', line };
  return null;
}
