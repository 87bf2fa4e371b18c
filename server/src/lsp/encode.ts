/*
 * From the plain views to the types of the protocol. Nothing is decided here.
 */
import type {
  CodeLens,
  Diagnostic,
  Hover,
  Location as LspLocation,
  LocationLink,
} from 'vscode-languageserver/node';
import { DiagnosticSeverity, MarkupKind } from 'vscode-languageserver/node';
import type { Location } from '../base/location.ts';
import type { CodeLensView } from '../ide/code-lens.ts';
import type { DefinitionView } from '../ide/definition.ts';
import type { DiagnosticView } from '../ide/diagnostics.ts';
import type { HoverView } from '../ide/hover.ts';
import { withoutMarkdown } from '../ide/markdown.ts';
import { uriOfPath } from '../workspace/file-path.ts';
import type { ShowCallSitesArguments } from './protocol.ts';

const severities: Readonly<Record<DiagnosticView['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A diagnostic as editors list it. */
export function encodeDiagnostic(view: DiagnosticView): Diagnostic {
  return {
    range: view.range,
    severity: severities[view.severity],
    code: view.code,
    codeDescription: { href: view.codeDescription },
    source: 'DynamoLens',
    message: view.message,
    data: view.data,
  };
}

/** A hover, as Markdown where the client shows it. */
export function encodeHover(view: HoverView, markdown: boolean): Hover {
  const contents = markdown
    ? { kind: MarkupKind.Markdown, value: view.markdown }
    : { kind: MarkupKind.PlainText, value: withoutMarkdown(view.markdown) };
  return { range: view.range, contents };
}

/** Declarations, with the place that was asked about where the client shows it. */
export function encodeDefinition(
  { origin, targets }: DefinitionView,
  links: boolean,
): LspLocation[] | LocationLink[] {
  const locations = targets.map(encodeLocation);
  if (!links) return locations;
  return locations.map(({ uri, range }) => ({
    originSelectionRange: origin,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

/** A lens of the document `uri`; a click on it runs `command`. */
export function encodeCodeLens(view: CodeLensView, uri: string, command: string): CodeLens {
  const sites = view.callSites.map(encodeLocation);
  const args: ShowCallSitesArguments = [uri, view.range.start, sites];
  return { range: view.range, command: { title: view.title, command, arguments: [...args] } };
}

/** A place in any file. */
function encodeLocation(location: Location): LspLocation {
  return { uri: uriOfPath(location.file), range: location.range };
}

/** A link to a place, for Markdown: the address of the file with the 1-based line. */
export function linkTo(location: Location): string {
  return `${uriOfPath(location.file)}#L${location.range.start.line + 1}`;
}
