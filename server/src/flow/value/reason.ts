/*
 * Why a value is not known: a closed list. The documentation explains each one and says what would make the value known.
 */

/** Why a name is not known. The closed list that the documentation explains, one by one. */
export type UnknownReason =
  | 'parameter-without-caller'
  | 'environment-variable'
  | 'known-at-deployment'
  | 'command-line-argument'
  | 'configuration-file'
  | 'computed-at-run-time'
  | 'external-module'
  | 'api-response'
  | 'missing-argument'
  | 'unassigned-name'
  | 'too-many-values'
  | 'depth-limit'
  | 'dynamic-attribute'
  | 'syntax-error';
