/*
 * Whether a file speaks of DynamoDB at all. Other libraries have `query`, `scan`, `load` and `delete` too:
 * a file that only has those is not worth searching the workspace for whoever calls it.
 */
import { calledName } from '../link/mentions.ts';
import type { CallArgument, Expression } from '../summary/expression.ts';
import type { UnitBody } from '../summary/unit.ts';
import { OPERATION_METHODS, TABLE_CONSTRUCTOR } from './catalog/reference.ts';

/** Operations whose names are common words, so that they prove nothing. */
const COMMON_METHODS: ReadonlySet<string> = new Set([
  TABLE_CONSTRUCTOR,
  'create_table',
  'delete',
  'delete_table',
  'load',
  'paginate',
  'query',
  'reload',
  'scan',
]);

const SERVICE = /dynamo|ddb/i;

/** Keyword arguments that only this service's requests have. */
const OWN_KEYWORDS: ReadonlySet<string> = new Set(['TableName', 'RequestItems', 'TransactItems']);

/** Whether a method's name is one that many libraries have. */
export function isCommonMethod(name: string): boolean {
  return COMMON_METHODS.has(name);
}

function namesService(expression: Expression): boolean {
  return expression.kind === 'string' && SERVICE.test(expression.text);
}

function isTelling({ name, value }: CallArgument): boolean {
  return namesService(value) || (name !== null && OWN_KEYWORDS.has(name));
}

/** Whether a unit names the service, or calls something with a method or an argument that only DynamoDB has. */
export function speaksOfService({ bindings, scopes }: UnitBody): boolean {
  const bound = bindings.some((binding) =>
    SERVICE.test(binding.kind === 'import' ? `${binding.module} ${binding.name}` : binding.name),
  );
  if (bound) return true;
  return scopes.some((scope) =>
    scope.calls.some((call) => {
      const name = calledName(call);
      const isOwn = name !== null && OPERATION_METHODS.has(name) && !isCommonMethod(name);
      return isOwn || call.arguments.some(isTelling);
    }),
  );
}
