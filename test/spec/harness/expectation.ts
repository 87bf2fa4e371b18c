/*
 * What a page expects, read from comments at the end of Python lines and from `facts` blocks.
 * A comment such as `# crud: select Movies` stays in the text that is analysed: comments change no fact.
 * `→` separates what holds before and after each edit of the section; ` | ` separates several facts of one line.
 */

/** What can be stated about a line. */
const KINDS = ['crud', 'table', 'caller', 'api', 'at', 'diagnostic', 'lens'] as const;
export type ExpectationKind = (typeof KINDS)[number];

/** One comment: for each state of the section the values that hold; the last holds from there on. */
export interface Statement {
  readonly kind: ExpectationKind;
  readonly byState: readonly (readonly string[])[];
}

const MARKER = new RegExp(`(?:#|//)\\s*(${KINDS.join('|')}):\\s*`, 'g');

/** The statements in the comments of a line of Python. */
export function readComments(text: string): readonly Statement[] {
  const markers = [...text.matchAll(MARKER)];
  return markers.map((marker, index) => {
    const end = markers[index + 1]?.index ?? text.length;
    return readStatement(
      marker[1] as ExpectationKind,
      text.slice(marker.index + marker[0].length, end),
    );
  });
}

/** A line of a `facts` block, such as `main.py:7 crud: select Movies`. */
export function readFactLine(text: string): { path: string; line: number; statement: Statement } {
  const match = /^(\S+):(\d+)\s+([a-z]+):\s*(.*)$/.exec(text.trim());
  const kind = KINDS.find((known) => known === match?.[3]);
  if (!match || !kind) throw new Error(`not a fact: "${text}"`);
  return { path: match[1]!, line: Number(match[2]), statement: readStatement(kind, match[4]!) };
}

/** The values of a statement in a state of the section; state 0 is before the first edit. */
export function valuesInState(statement: Statement, state: number): readonly string[] {
  return statement.byState[Math.min(state, statement.byState.length - 1)]!;
}

function readStatement(kind: ExpectationKind, text: string): Statement {
  const byState = text.split('→').map((part) => {
    const words = part.trim();
    if (words === 'nothing') return [];
    return words.split(' | ').map((value) => canonical(kind, value.trim()));
  });
  return { kind, byState };
}

const LINK_WORDS = ['select', 'insert', 'update', 'delete'];

/** The one spelling of a value, so that the order of links and tables does not matter. */
function canonical(kind: ExpectationKind, value: string): string {
  if (value === '') throw new Error(`"${kind}:" states nothing`);
  if (kind !== 'crud') return value;
  const [uses, ...tail] = value.split(/(?= because | \(stale\)$)/);
  return sortedUses(uses!.split('; ').map(canonicalUse)) + tail.join('');
}

/** Puts uses in their one order. Facts are rendered with it too, so that both sides compare as text. */
export function sortedUses(uses: readonly string[]): string {
  const name = (use: string) => use.slice(use.lastIndexOf(' ') + 1);
  return uses.toSorted((left, right) => (name(left) < name(right) ? -1 : 1)).join('; ');
}

function canonicalUse(use: string): string {
  const match = /^((?:[a-z]+, )*[a-z]+) (\S+)$/.exec(use.trim());
  if (!match) throw new Error(`not "links table": "${use}"`);
  const words = match[1]!.split(', ');
  const unknown = words.find((word) => word !== 'none' && !LINK_WORDS.includes(word));
  if (unknown !== undefined) throw new Error(`not a link: "${unknown}"`);
  return renderUse(words, match[2]!);
}

/** One table with its links: `select, insert Movies`. Links come in the order select, insert, update, delete. */
export function renderUse(linkWords: readonly string[], table: string): string {
  const links = LINK_WORDS.filter((word) => linkWords.includes(word)).join(', ');
  return `${links === '' ? 'none' : links} ${table}`;
}
