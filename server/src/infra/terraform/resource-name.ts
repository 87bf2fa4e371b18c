/*
 * What resources are called, and what can be asked of them.
 */
import { withStep } from '../../flow/value/trail.ts';
import { NOTHING, unknownValue, type Value, valueOf } from '../../flow/value/value.ts';
import { type DocumentNode, entriesOf, entryOf } from '../../syntax/document/document.ts';
import { printNode } from '../print-node.ts';
import { placeOfKey } from '../template.ts';
import type { DeclaredResource } from './configuration.ts';
import { asText, leftOpen, mapValue } from './known.ts';
import { evaluateIn, type Scope } from './scope.ts';

/** Types whose `name`, `id` and `arn` all mean the table: an operation takes the ARN as well as the name. */
const TABLE_TYPES: ReadonlySet<string> = new Set([
  'aws_dynamodb_table',
  'aws_dynamodb_global_table',
  'aws_dynamodb_table_replica',
]);

export function isTableType(type: string): boolean {
  return TABLE_TYPES.has(type);
}

/** The name that a block states, or what the template calls it where that says nothing. */
export function statedName(scope: Scope, id: string, block: DocumentNode): Value {
  const node = entryOf(block, 'name');
  const name = asText(node ? evaluateIn(scope, node) : NOTHING);
  const logical = valueOf({ kind: 'resource-name', form: 'logical', text: id, trail: null });
  const known = name.objects.length > 0 ? name : logical;
  const note = node ? `${id} (name: ${printNode(node)})` : id;
  return withStep(known, placeOfKey(scope.file, block.path), note);
}

/** What `type.name.attribute` is. */
export function attributeOf(
  scope: Scope,
  { type, name, node }: DeclaredResource,
  attribute: string,
  source: string,
): Value {
  if (TABLE_TYPES.has(type) && /^(?:name|id|arn)$/u.test(attribute))
    return statedName(scope, name, node);
  if (type === 'aws_ssm_parameter' && attribute === 'value' && !entryOf(node, 'value')) {
    const plain = entryOf(node, 'insecure_value');
    if (plain) return evaluateIn(scope, plain);
  }
  const written = entryOf(
    node,
    type === 'aws_ssm_parameter' && attribute === 'id' ? 'name' : attribute,
  );
  return written && written.kind !== 'list' ? evaluateIn(scope, written) : leftOpen(source);
}

/** The whole resource as a value: what is written in it, and for tables their names. What else it has is not known. */
export function resourceAsValue(scope: Scope, resource: DeclaredResource): Value {
  const { type, name, node } = resource;
  const names = TABLE_TYPES.has(type) ? ['name', 'id', 'arn'] : [];
  const stated = names.map((key) => [key, statedName(scope, name, node)] as const);
  const written = entriesOf(node)
    .filter(({ key, value }) => value.kind !== 'list' && !names.includes(key))
    .map(({ key, value }) => [key, evaluateIn(scope, value)] as const);
  const rest = unknownValue('known-at-deployment', `${type}.${name}`, null);
  return mapValue(new Map([...stated, ...written]), rest);
}
