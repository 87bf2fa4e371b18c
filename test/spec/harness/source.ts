/*
 * A Python file of a page: its lines, each with the line of the page it was written on, so that
 * every failure can point at the page. How the text is encoded (line ends, byte order mark) is said
 * by words behind the file's name in the opening fence.
 */

/** A line of Python and the 1-based line of the page it comes from. */
export interface SourceLine {
  readonly text: string;
  readonly pageLine: number;
}

/** Words that may follow a file's name: they say how the text is encoded. */
const ENCODINGS = ['crlf', 'bom', 'controls', 'no-final-newline'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A file of a page. `path` is relative to the section's workspace. */
export interface SourceFile {
  readonly path: string;
  readonly encodings: readonly Encoding[];
  readonly lines: readonly SourceLine[];
}

/** Control characters are written as their Unicode pictures in files marked `controls`. */
const CONTROL_PICTURES: Readonly<Record<string, string>> = {
  '␉': '\t',
  '␌': '\f',
  '␋': '\v',
};

/** Reads `shop/db.py crlf bom`; without a name the file is `main.py`. */
export function readFileInfo(info: string): Pick<SourceFile, 'path' | 'encodings'> {
  const words = info.split(/\s+/).filter((word) => word !== '');
  const path = words[0] !== undefined && /[./]/.test(words[0]) ? words.shift()! : 'main.py';
  const encodings = words.map((word) => {
    const encoding = ENCODINGS.find((known) => known === word);
    if (!encoding) throw new Error(`unknown word "${word}" behind the file name`);
    return encoding;
  });
  return { path, encodings };
}

/** The text as the analysis gets it. */
export function encodeSource(file: SourceFile): string {
  const has = (encoding: Encoding) => file.encodings.includes(encoding);
  const eol = has('crlf') ? '\r\n' : '\n';
  let text = file.lines.map((line) => line.text).join(eol);
  if (file.lines.length > 0 && !has('no-final-newline')) text += eol;
  if (has('controls')) text = text.replace(/[␉␌␋]/g, (picture) => CONTROL_PICTURES[picture]!);
  return has('bom') ? `\uFEFF${text}` : text;
}

/** One replacement of lines, as a hunk of a `diff` block states it. */
export interface Hunk {
  /** The lines before, context included. */
  readonly before: readonly string[];
  /** The lines after: a number is the index of a context line in `before`. */
  readonly after: readonly (number | SourceLine)[];
}

/** Reads the hunks of a `diff` block: lines start with ` `, `-` or `+`; a line `@@` starts the next hunk. */
export function readHunks(content: readonly string[], firstPageLine: number): readonly Hunk[] {
  const hunks: { before: string[]; after: (number | SourceLine)[] }[] = [{ before: [], after: [] }];
  content.forEach((line, index) => {
    const hunk = hunks.at(-1)!;
    const pageLine = firstPageLine + index;
    const text = line.slice(1);
    if (line.startsWith('@@')) hunks.push({ before: [], after: [] });
    else if (line.startsWith('-')) hunk.before.push(text);
    else if (line.startsWith('+')) hunk.after.push({ text, pageLine });
    else if (line === '' || line.startsWith(' ')) hunk.after.push(hunk.before.push(text) - 1);
    else throw new Error(`line ${pageLine}: a line of a diff starts with " ", "-" or "+"`);
  });
  return hunks.filter((hunk) => hunk.after.length + hunk.before.length > 0);
}

/** The file with a hunk's lines replaced. They must stand in it exactly once; a hunk without any appends. */
export function applyHunk(file: SourceFile, hunk: Hunk): SourceFile {
  const { lines } = file;
  const places = lines
    .map((_, index) => index)
    .filter((index) => hunk.before.every((text, offset) => lines[index + offset]?.text === text));
  if (hunk.before.length > 0 && places.length !== 1)
    throw new Error(`${file.path}: "${hunk.before[0]!}" … stands here ${places.length} times`);
  const start = hunk.before.length > 0 ? places[0]! : lines.length;
  const after = hunk.after.map((line) => (typeof line === 'number' ? lines[start + line]! : line));
  return { ...file, lines: lines.toSpliced(start, hunk.before.length, ...after) };
}
