/*
 * The places of a scope where an operation may be called or handed on, by what is written alone.
 * Everything else is never evaluated.
 */
import { type Site } from '../flow/evaluator.ts';
import { calledName } from '../link/mentions.ts';
import type { FilePath, UnitReference } from '../link/place.ts';
import { bodyOf, type Program, unitsThat } from '../link/program.ts';
import type { AttributeExpression, CallExpression, Expression } from '../summary/expression.ts';
import type { UnitBody } from '../summary/unit.ts';
import { OPERATION_METHODS } from './catalog/reference.ts';
import { isOperationName } from './stated-call.ts';

/** A place that may be an operation. */
export type OperationSite =
  /** `table.scan()`, also by a name that the method was given in the same function. */
  | {
      readonly kind: 'called';
      readonly call: CallExpression;
      readonly method: AttributeExpression;
    }
  /** `getattr(client, name)()`, `self.put()` where that is a method that was kept. */
  | { readonly kind: 'through'; readonly call: CallExpression }
  /** `run(table.scan)`: a method that is named without being called. `call` is what gets it. */
  | {
      readonly kind: 'handed';
      readonly call: CallExpression | null;
      readonly method: AttributeExpression;
    };

/** The names under which a file keeps methods of operations and calls them. */
export type KeptMethods = (file: FilePath) => ReadonlySet<string>;

const GETATTR = 'getattr';

/** Whether an expression is a method that may be an operation. */
function isMethod(expression: Expression | null): expression is AttributeExpression {
  return expression?.kind === 'attribute' && OPERATION_METHODS.has(expression.name);
}

/** The only value of a name in its function, when it has but one. */
function onlyValue(bindings: readonly number[], { body }: Site): Expression | null {
  const [only] = bindings;
  const binding = bindings.length === 1 && only !== undefined ? body.bindings[only] : undefined;
  return binding?.kind === 'assignment' ? binding.value : null;
}

function calledSite(
  call: CallExpression,
  site: Site,
  kept: ReadonlySet<string>,
): readonly OperationSite[] {
  const written = call.callee.kind === 'name' ? onlyValue(call.callee.bindings, site) : call.callee;
  if (written?.kind === 'attribute' && isOperationName(written.name))
    return [{ kind: 'called', call, method: written }];
  const isChosen = written?.kind === 'call' && calledName(written) === GETATTR;
  return isChosen || kept.has(calledName(call) ?? '') ? [{ kind: 'through', call }] : [];
}

/** The methods that an expression gives on as they are. */
function methodsIn(expression: Expression | null): readonly AttributeExpression[] {
  if (!expression) return [];
  if (isMethod(expression)) return [expression];
  switch (expression.kind) {
    case 'dict':
      return expression.entries.flatMap(({ value }) => methodsIn(value));
    case 'sequence':
      return expression.items.flatMap(methodsIn);
    case 'alternatives':
      return expression.options.flatMap(methodsIn);
    case 'element':
      return methodsIn(expression.iterable);
    case 'item-assigned':
      return methodsIn(expression.value);
    default:
      return [];
  }
}

/** What is given a name or kept in an attribute; a method that is called by that name is reported at its calls. */
function keptValues(site: Site, kept: ReadonlySet<string>): readonly (Expression | null)[] {
  const { body, scope } = site;
  const called = new Set(
    body.scopes.flatMap(({ calls }) =>
      calls.flatMap(({ callee }) => (callee.kind === 'name' ? callee.bindings : [])),
    ),
  );
  const bound = body.bindings.flatMap((binding, index) => {
    if (binding.kind !== 'assignment' || binding.scope !== scope) return [];
    const isCalled = isMethod(binding.value) && (called.has(index) || kept.has(binding.name));
    return isCalled ? [] : [binding.value];
  });
  const written = (body.scopes[scope]?.writes ?? []).flatMap(({ name, value }) =>
    isMethod(value) && kept.has(name) ? [] : [value],
  );
  return [...bound, ...written];
}

function handedSites(site: Site, kept: ReadonlySet<string>): readonly OperationSite[] {
  const definition = site.body.scopes[site.scope];
  const found = new Map<number, OperationSite>();
  const add = (value: Expression | null, call: CallExpression | null): void => {
    for (const method of methodsIn(value))
      if (!found.has(method.nameAt)) found.set(method.nameAt, { kind: 'handed', call, method });
  };
  for (const call of definition?.calls ?? [])
    for (const { value } of call.arguments) add(value, call);
  for (const value of [...(definition?.returns ?? []), ...keptValues(site, kept)]) add(value, null);
  return [...found.values()];
}

/** The places of a scope that may be operations: calls in source order, then what is handed on. */
export function operationSitesIn(site: Site, kept: ReadonlySet<string>): readonly OperationSite[] {
  const calls = site.body.scopes[site.scope]?.calls ?? [];
  return [...calls.flatMap((call) => calledSite(call, site, kept)), ...handedSites(site, kept)];
}

/** The names that the level of a module or class, or an attribute, keeps a method under. */
function keptNames({ bindings, scopes }: UnitBody): readonly string[] {
  const bound = bindings.flatMap((binding) =>
    binding.kind === 'assignment' && binding.scope === 0 && isMethod(binding.value)
      ? [binding.name]
      : [],
  );
  const written = scopes.flatMap(({ writes }) =>
    writes.flatMap(({ name, value }) => (isMethod(value) ? [name] : [])),
  );
  return [...bound, ...written];
}

function sameNames(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  return left.size === right.size && [...left].every((name) => right.has(name));
}

/** Creates the question under which names a file keeps methods of operations and calls them. */
export function createKeptMethods(program: Program): KeptMethods {
  const here = (file: FilePath, role: 'call' | 'handed', name: string): readonly UnitReference[] =>
    unitsThat(program, role, name).filter((unit) => unit.file === file);
  return program.engine.query<FilePath, ReadonlySet<string>>('kept methods', {
    key: (file) => file,
    compute: (file) => {
      const units = new Set([...OPERATION_METHODS].flatMap((name) => here(file, 'handed', name)));
      const names = [...units].flatMap((unit) => {
        const body = bodyOf(program, unit);
        return body ? keptNames(body) : [];
      });
      return new Set(names.filter((name) => here(file, 'call', name).length > 0));
    },
    equal: sameNames,
  });
}
