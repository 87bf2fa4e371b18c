/*
 * Columns and line breaks for a terminal. Widths count code points; colours are put on afterwards.
 */

/** The number of columns a text takes, as long as it has no wide characters. */
export function widthOf(text: string): number {
  return Array.from(text).length;
}

/** The text with spaces at its end up to a width. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** Breaks a text between words into lines of at most `width`; a longer word has a line of its own. */
export function wrapWords(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
