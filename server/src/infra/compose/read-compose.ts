/*
 * Compose files → model: what each service sets for the code that its image is built of. A service whose code is not
 * known sets its variables for all code around the file.
 * Source: https://docs.docker.com/reference/compose-file/
 */
import { folderOf } from '../../link/modules.ts';
import { entriesOf, entryOf } from '../../syntax/document/document.ts';
import { type InfraModel, NO_INFRA, type SharedEnvironment } from '../model.ts';
import { RANK } from '../shared-settings.ts';
import type { Template, TemplateContext, TemplateReader } from '../template.ts';
import { chainOf, codeFolder, settingsOfService } from './service.ts';

/** `docker-compose.yml`, `compose.yaml`, `docker-compose.override.yml`, `compose.dev.yaml`. */
const COMPOSE = /\/(?:[^/]*docker-compose|compose)(?:[._-][^/]*)?\.ya?ml$/u;

/** Files that are made for tests. */
const TESTS = /[._-](?:tests?|testing)[._-]/u;

function readCompose(context: TemplateContext, { file, root }: Template): InfraModel {
  const shared = entriesOf(entryOf(root, 'services')).map(({ value }): SharedEnvironment => {
    const chain = chainOf(context, { file, node: value });
    const code = codeFolder(context, chain);
    return {
      folder: code ?? folderOf(file),
      rank: code === null ? RANK.otherContainer : RANK.container,
      settings: settingsOfService(context, chain),
      testsOnly: TESTS.test(file.slice(file.lastIndexOf('/'))),
    };
  });
  return { ...NO_INFRA, shared: shared.filter(({ settings }) => settings.length > 0) };
}

/** Files of Docker Compose. */
export const composeReader: TemplateReader = {
  recognizes: ({ file, root }) => COMPOSE.test(file) && entryOf(root, 'services') !== null,
  read: readCompose,
};
