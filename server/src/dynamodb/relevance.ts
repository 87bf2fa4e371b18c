/*
 * Whether a file speaks of DynamoDB at all. Other libraries have `query`, `scan`, `load` and `delete` too:
 * a file that only has those is not worth searching the workspace for whoever calls it.
 */
import { calledName } from '../link/mentions.ts';
import type { Expression } from '../summary/expression.ts';
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

const SERVICE = /dynamo|ddb|boto/i;

/** Whether a method's name is one that many libraries have. */
export function isCommonMethod(name: string): boolean {
  return COMMON_METHODS.has(name);
}

function namesService(expression: Expression): boolean {
  return expression.kind === 'string' && SERVICE.test(expression.text);
}

/** Whether a unit names the service, imports its SDK, or calls a method that only DynamoDB has. */
export function speaksOfService({ bindings, scopes }: UnitBody): boolean {
  const bound = bindings.some((binding) =>
    SERVICE.test(binding.kind === 'import' ? `${binding.module} ${binding.name}` : binding.name),
  );
  if (bound) return true;
  return scopes.some((scope) =>
    scope.calls.some((call) => {
      const name = calledName(call);
      const isOwn = name !== null && OPERATION_METHODS.has(name) && !isCommonMethod(name);
      return isOwn || call.arguments.some(({ value }) => namesService(value));
    }),
  );
}
