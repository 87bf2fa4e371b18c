/*
 * Whether a document may be a template, by plain words: most documents of a workspace are something else and are never parsed.
 */
import { documentLanguageOf } from '../syntax/document/read-document.ts';

/** Names of files that are templates whatever is in them. */
const NAMES =
  /(?:^|\/)(?:serverless\.(?:ya?ml|json)|\.chalice\/config\.json|zappa_settings\.(?:json|ya?ml)|copilot\/[^/]+\/manifest\.ya?ml|Pulumi(?:\.[^/]+)?\.ya?ml)$/u;

/**
 * Words that templates of CloudFormation, ECS, Compose files and the like have, and hardly any other document. What the
 * outermost keys are called only counts there. Parts of templates are read because templates ask for them.
 */
const WORDS =
  /AWSTemplateFormatVersion|AWS::|containerDefinitions|^(?:services|functions|provider|environment)\s*:|^ {0,4}"(?:services|functions|provider)"\s*:/mu;

/** Workflows of GitHub, and what of them matters. */
const WORKFLOWS = /\/\.github\/workflows\/[^/]+\.ya?ml$/u;
const WORKFLOW_WORDS = /^\s*env\s*:/mu;

/** Files of Terraform and OpenTofu, and the values they are given. */
const TERRAFORM = /\.(?:tf|tofu)(?:\.json)?$/u;
const TERRAFORM_VALUES = /\.tfvars(?:\.json)?$/u;

/** What files of Terraform say that matters: what is passed around, and resources that tables and code have to do with. */
const TERRAFORM_WORDS =
  /\b(?:variable|locals|module|output)\b|aws_(?:dynamodb|lambda|s3_(?:bucket_)?object|ssm_param|ecs_task|batch_job|apprunner)|archive_file/u;

/** Files with settings of pytest, and what of them matters. */
const TEST_SETTINGS = /\/(?:\.?pytest\.(?:ini|toml)|tox\.ini|setup\.cfg|pyproject\.toml)$/u;
const TEST_WORDS = /pytest_env|^\s*(?:env|env_files|set_?env)\s*=/mu;

/** Packages of the AWS CDK. */
const CDK = /aws-cdk-lib|@aws-cdk\//u;

/** Whether a file of TypeScript is worth parsing before another one imports it. */
export function mayDeclareResources(text: string): boolean {
  return CDK.test(text);
}

/** What only templates of CloudFormation say: their version, their transform, or the type of a resource. */
const SURE_WORDS =
  /^\s*["']?(?:AWSTemplateFormatVersion["']?\s*:|Transform["']?\s*:.*AWS::|Type["']?\s*:\s*["']?AWS::\w+::\w+)/mu;

/** Marks of other tools that make a template out of the text first: Jinja, Go, cookiecutter. */
const GENERATED = /\{%|(?<!\$)\{\{(?!resolve:)/u;

/** Whether a document is meant to be a template as it stands, so that an error in it matters. */
export function isSurelyTemplate(file: string, text: string): boolean {
  const isNamed = TERRAFORM.test(file) || TERRAFORM_VALUES.test(file) || NAMES.test(file);
  return (isNamed || SURE_WORDS.test(text)) && !GENERATED.test(text);
}

/** Whether a document is worth parsing. */
export function mayBeTemplate(file: string, text: string): boolean {
  if (TERRAFORM.test(file)) return TERRAFORM_WORDS.test(text);
  if (documentLanguageOf(file) === 'dotenv') return true;
  if (TEST_SETTINGS.test(file)) return TEST_WORDS.test(text);
  if (WORKFLOWS.test(file)) return WORKFLOW_WORDS.test(text);
  return TERRAFORM_VALUES.test(file) || NAMES.test(file) || WORDS.test(text);
}
