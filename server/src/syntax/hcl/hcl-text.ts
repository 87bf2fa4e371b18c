/*
 * The text of string literals: escapes of quoted strings, indentation of heredocs.
 * Source: https://developer.hashicorp.com/terraform/language/expressions/strings
 */

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

function codePoint(digits: string): string {
  const code = Number.parseInt(digits, 16);
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
}

/** `$${` and `%%{` stand for `${` and `%{`. */
export function withoutDoubledMarks(text: string): string {
  return text.replace(/([$%])\1\{/gu, '$1{');
}

/** What a stretch of a quoted string stands for. */
export function unescapeQuoted(text: string): string {
  const plain = text.replace(
    /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([nrt"\\]))/gu,
    (whole, short?: string, long?: string, letter?: string) => {
      const digits = short ?? long;
      return digits === undefined ? (ESCAPES.get(letter ?? '') ?? whole) : codePoint(digits);
    },
  );
  return withoutDoubledMarks(plain);
}

/**
 * The stretches of a `<<-` heredoc, without the indentation that all its lines share.
 * Between two stretches stands something that is put in, so a stretch starts a line only where it follows a line end.
 */
export function withoutIndentation(stretches: readonly string[]): readonly string[] {
  const marked = stretches.map((text, index) => (index === 0 ? `\n${text}` : text));
  const indents = marked.flatMap((text, index) =>
    [...text.matchAll(/\n([ \t]*)/gu)]
      .filter(({ 0: { length }, index: at }) => {
        const next = text[at + length];
        return next === undefined ? index < marked.length - 1 : next !== '\n';
      })
      .map(([, indent = '']) => indent.length),
  );
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  const cut = marked.map((text) => text.replace(new RegExp(`\\n[ \\t]{0,${shared}}`, 'gu'), '\n'));
  return cut.map((text, index) => (index === 0 ? text.slice(1) : text));
}
