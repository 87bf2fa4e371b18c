/*
 * All kinds of templates that are read, in the order in which a document is offered to them.
 */
import type { Program } from '../link/program.ts';
import { chaliceReader } from './chalice/read-config.ts';
import { cloudFormationReader } from './cloudformation/read-stack.ts';
import { composeReader } from './compose/read-compose.ts';
import { copilotReader } from './copilot/read-manifest.ts';
import { dotenvReader } from './dotenv/read-variables.ts';
import { taskReader } from './ecs/read-task.ts';
import { pytestReader } from './pytest/read-settings.ts';
import { serverlessReader } from './serverless/read-service.ts';
import type { TemplateReader } from './template.ts';
import { createTerraformReader } from './terraform/terraform-reader.ts';
import { workflowReader } from './workflow/read-workflow.ts';
import { zappaReader } from './zappa/read-settings.ts';

/** The readers for the documents of a program. Kinds that are known by a file's name come before those known by its content. */
export function templateReaders(program: Program): readonly TemplateReader[] {
  return [
    createTerraformReader(program),
    chaliceReader,
    zappaReader,
    dotenvReader,
    composeReader,
    pytestReader,
    copilotReader,
    workflowReader,
    serverlessReader,
    cloudFormationReader,
    taskReader,
  ];
}
