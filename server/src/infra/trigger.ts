/*
 * Whether a document may be a template, by plain words: most documents of a workspace are something else and are never parsed.
 */

/** Names of files that are templates whatever is in them. */
const NAMES =
  /(?:^|\/)(?:serverless\.(?:ya?ml|json)|\.chalice\/config\.json|zappa_settings\.(?:json|ya?ml))$/u;

/** Words that templates of CloudFormation, ECS, compose files and the like have, and hardly any other document. */
const WORDS =
  /AWSTemplateFormatVersion|AWS::|containerDefinitions|^\s*(?:services|functions|provider|environment|env)\s*:/mu;

/** Whether a document is worth parsing. */
export function mayBeTemplate(file: string, text: string): boolean {
  return NAMES.test(file) || WORDS.test(text);
}
