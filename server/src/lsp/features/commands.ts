/*
 * Commands that the server runs for clients that have none of their own.
 */
import {
  type ExecuteCommandParams,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver/node';
import { pathOfUri } from '../../workspace/file-path.ts';
import type { Feature, ServerContext } from '../context.ts';
import { guarded } from '../context.ts';
import type { WireLocation } from '../protocol.ts';
import { showCallSitesCommand } from '../protocol.ts';

/** Command of a code lens in a client without a view for places: goes to the first call, or names all of them. */
export const serverShowCallSitesCommand = 'dynamolens.server.showCallSites';

/** Places that a message names before it only counts. */
const namedPlaces = 5;

/** Answers `workspace/executeCommand`, unless the client runs the commands by itself. */
export const commands: Feature = (context) => {
  if (context.client.commands.has(showCallSitesCommand)) return {};
  context.connection.onExecuteCommand(
    guarded<ExecuteCommandParams, null>(context, 'command', null, async (params) => {
      const { command, arguments: args } = params;
      if (command !== serverShowCallSitesCommand)
        throw new Error(`There is no command ${command}.`);
      await showCallSites(context, args?.[2]);
      return null;
    }),
  );
  return { executeCommandProvider: { commands: [serverShowCallSitesCommand] } };
};

async function showCallSites(context: ServerContext, argument: unknown): Promise<void> {
  const sites = Array.isArray(argument) ? argument.filter(isLocation) : [];
  const [first] = sites;
  if (!first) throw new Error('The command needs the places to show.');
  if (context.client.showDocument) {
    const { uri, range: selection } = first;
    const shown = await context.connection.window.showDocument({ uri, selection, takeFocus: true });
    if (shown.success) return;
  }
  // A notification, because some editors wait for an answer to the request that offers choices.
  await context.connection.sendNotification(ShowMessageNotification.type, {
    type: MessageType.Info,
    message: siteWords(sites),
  });
}

function siteWords(sites: readonly WireLocation[]): string {
  const places = sites.slice(0, namedPlaces).map(({ uri, range }) => {
    const path = pathOfUri(uri);
    return `${path.slice(path.lastIndexOf('/') + 1)}:${range.start.line + 1}`;
  });
  const more = sites.length - places.length;
  return `Calls: ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function isLocation(value: unknown): value is WireLocation {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'uri' in value && typeof value.uri === 'string' && 'range' in value && isRange(value.range)
  );
}

function isRange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return 'start' in value && 'end' in value && isPosition(value.start) && isPosition(value.end);
}

function isPosition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'line' in value &&
    Number.isInteger(value.line) &&
    'character' in value &&
    Number.isInteger(value.character)
  );
}
