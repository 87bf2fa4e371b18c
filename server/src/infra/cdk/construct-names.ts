/*
 * The classes of the AWS CDK by one name each, whichever package, version and language they come from.
 * Packages: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-construct-library.html
 */

/** `aws-cdk-lib/aws-dynamodb`, `@aws-cdk/aws-dynamodb`, `aws-cdk-lib.aws_dynamodb`, `aws_cdk.aws_dynamodb`. */
const PACKAGE = /^(?:aws-cdk-lib|@aws-cdk|aws_cdk)(?:[./]|$)/u;

/** The construct for applications of Chalice: https://aws.github.io/chalice/tutorials/cdk.html */
const CHALICE = 'chalice.cdk.';

/** What stands for the module that holds stacks and outputs. */
const CORE = 'core';

/**
 * `dynamodb.Table`, `lambda.Function.fromFunctionName`, `core.Stack`, … for a dotted name of the CDK; null for any other.
 * Names of Python come as Python writes them: `lambda.Function.from_function_name`.
 */
export function constructName(name: string): string | null {
  if (name.startsWith('constructs.')) return `${CORE}.${name.slice('constructs.'.length)}`;
  if (name.startsWith(CHALICE)) return `chalice.${name.slice(CHALICE.length)}`;
  if (!PACKAGE.test(name)) return null;
  const words = name.replace(PACKAGE, '').split(/[./]/u);
  const [first = ''] = words;
  const isModule = /^(?:aws[-_]|core$)/u.test(first);
  const module = isModule ? first.replaceAll('-', '_').replace(/^aws_|_alpha$/gu, '') : CORE;
  const rest = isModule ? words.slice(1) : words;
  return [module, ...rest].filter((word) => word !== '').join('.');
}
