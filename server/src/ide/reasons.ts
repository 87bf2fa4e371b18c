/*
 * Why a table's name is not known, in words for people, and what would make it known.
 * Every reason has a section of the same name in docs/diagnostics.md.
 */
import { oneLine } from '../dynamodb/labels.ts';
import type { UnknownName, UnknownReason, UnsetVariable } from '../dynamodb/facts.ts';

/** The page that explains every code and every reason. */
export const diagnosticsDocs =
  'https://github.com/dynamolens/dynamolens/blob/main/docs/diagnostics.md';

/** The page that explains how to state a table. */
export const annotationsDocs =
  'https://github.com/dynamolens/dynamolens/blob/main/docs/annotations.md';

interface ReasonWords {
  /** A clause without a full stop. `detail` is already quoted; it is empty when the engine has nothing to add. */
  readonly clause: (detail: string) => string;
  /** What the reader can do about it: a whole sentence. */
  readonly hint: string;
}

/** Longest detail in a sentence, in code points. */
const longestDetail = 80;

const words: Readonly<Record<UnknownReason, ReasonWords>> = {
  'parameter-without-caller': {
    clause: (detail) => `${subject('parameter', detail)} has no caller in this workspace`,
    hint: 'A call in this workspace that passes the name, or a default value, would make it known.',
  },
  'environment-variable': {
    clause: (detail) =>
      `${subject('environment variable', detail)} is not defined in this workspace`,
    hint: 'A default in the code would make it known, such as `os.environ.get("TABLE", "orders")`.',
  },
  'known-at-deployment': {
    clause: (detail) =>
      `${detail === '' ? 'it' : detail} is only known when the template is deployed`,
    hint: 'A literal in the template, or a default of its parameter, would make it known.',
  },
  'command-line-argument': {
    clause: (detail) =>
      `${detail === '' ? 'it' : detail} is given on the command line when the program starts`,
    hint: 'A default in the code would make it known, such as `add_argument("--table", default="orders")`.',
  },
  'configuration-file': {
    clause: (detail) =>
      detail === '' ? 'it is read from a file' : `it is read from the file ${detail}`,
    hint: 'Files that are no Python code are not read. A default in the code would make the name known.',
  },
  'computed-at-run-time': {
    clause: (detail) => `${detail === '' ? 'it' : detail} is computed at run time`,
    hint: 'Literals, constants and text put together from them are understood; input, time and random values are not.',
  },
  'external-module': {
    clause: (detail) =>
      `${detail === '' ? 'it' : detail} comes from a module that is not part of this workspace`,
    hint: 'Add the folder that has the module to the workspace, or take it out of the excluded files.',
  },
  'api-response': {
    clause: (detail) =>
      detail === ''
        ? 'it comes from the response of a service'
        : `it comes from the response of ${detail}`,
    hint: 'Only the running service knows its answers. A constant in the code would make the name known.',
  },
  'missing-argument': {
    clause: (detail) => `${subject('argument', detail)} is missing`,
    hint: 'Pass the argument by its keyword in this call.',
  },
  'unassigned-name': {
    clause: (detail) => `${subject('name', detail)} is never assigned a value`,
    hint: 'An assignment or an import of the name in this workspace would make it known.',
  },
  'too-many-values': {
    clause: () => 'it can have more values than are followed',
    hint: 'Fewer possible values, or a constant, would make the name known.',
  },
  'depth-limit': {
    clause: (detail) =>
      `the way to ${detail === '' ? 'it' : detail} leads through more calls than are followed`,
    hint: 'A shorter way from the constant to the call would make the name known.',
  },
  'dynamic-attribute': {
    clause: (detail) => `${subject('attribute', detail)} is set in a way that cannot be followed`,
    hint: 'A plain assignment such as `self.table_name = ...` in the class would make it known.',
  },
  'syntax-error': {
    clause: (detail) =>
      detail === ''
        ? 'the code that gives it cannot be parsed'
        : `the code that gives it cannot be parsed: ${detail}`,
    hint: 'The name is known again as soon as the syntax error is gone.',
  },
};

/**
 * The reason as a clause without a full stop, such as ``parameter `name` has no caller in this workspace``.
 * `quote` puts the user's own words into the notation of the output.
 */
export function reasonClause(
  unknown: Pick<UnknownName<unknown>, 'reason' | 'detail' | 'unset'>,
  quote: (code: string) => string,
): string {
  const detail = unknown.detail === '' ? '' : quote(oneLine(unknown.detail, longestDetail));
  if (unknown.unset) return unsetClause(unknown.unset, detail, quote);
  return words[unknown.reason].clause(detail);
}

/** Functions that are named before the rest is only counted. */
const shownFunctions = 3;

/** Such as ``no template sets environment variable `TABEL` for the function `Save`; did you mean `TABLE`?``. */
function unsetClause(
  { functions, similar }: UnsetVariable,
  detail: string,
  quote: (code: string) => string,
): string {
  const named = functions
    .slice(0, shownFunctions)
    .map((name) => quote(oneLine(name, longestDetail)));
  const more = functions.length - shownFunctions;
  const all = [...named, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const noun = functions.length === 1 ? 'function' : 'functions';
  const meant = similar.map((name) => quote(oneLine(name, longestDetail))).join(' or ');
  const question = meant === '' ? '' : ` (did you mean ${meant}?)`;
  return `no template sets environment variable ${detail} for the ${noun} ${all}${question}`;
}

/** What would make the name known: one or two sentences, with code in backticks. */
export function reasonHint(reason: UnknownReason): string {
  return words[reason].hint;
}

/** The section of the documentation about a reason. */
export function reasonDocs(reason: UnknownReason): string {
  return `${diagnosticsDocs}#${reason}`;
}

/** Code in a plain text: in backticks, whatever it holds. */
export function quotePlain(code: string): string {
  return `\`${code}\``;
}

function subject(kind: string, detail: string): string {
  return detail === '' ? `a ${kind}`.replace(/^a (?=[aeiou])/u, 'an ') : `${kind} ${detail}`;
}
