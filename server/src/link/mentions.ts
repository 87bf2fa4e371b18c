/*
 * What a unit shows to others by name: the functions it calls or hands on, the aliases it imports under, the bases of its
 * classes, the attributes it sets. Others look for these names first, and prove what is meant by evaluation.
 */
import type { CallExpression, Expression } from '../summary/expression.ts';
import type { Binding, Scope, UnitBody } from '../summary/unit.ts';

/** The last name of what is called: `f` of `f()` and of `a.b.f()`; null when it has no name. */
export function calledName(call: CallExpression): string | null {
  return lastName(call.callee);
}

function lastName(expression: Expression): string | null {
  return expression.kind === 'name' || expression.kind === 'attribute' ? expression.name : null;
}

/** How a unit speaks of a name. */
export type MentionRole =
  /** It calls something of the name. */
  | 'call'
  /** It derives a class from something of the name. */
  | 'base'
  /** It hands something of the name on, or keeps it, without calling it: an argument, an entry of a dict or list. */
  | 'handed'
  /** It calls something that comes out of something of the name: an entry of a dict, a result, a variable made of it. */
  | 'through'
  /** It sets an attribute of the name on something other than `self`. */
  | 'write';

/** Names of a unit under which it must be found again. */
export interface UnitNames {
  /** What it mentions, as keys that {@link mentionKey} makes. */
  readonly mentions: ReadonlySet<string>;
  /** `from m import name as alias`, as pairs of name and alias. */
  readonly aliases: readonly (readonly [string, string])[];
}

/** The key under which the units that mention a name in a role are found. */
export function mentionKey(role: MentionRole, name: string): string {
  return `${role} ${name}`;
}

/** The names that an expression hands on. Variables of the function itself are no news to anyone else. */
function handedBy(expression: Expression, body: UnitBody): readonly string[] {
  const { bindings } = body;
  switch (expression.kind) {
    case 'name':
      return expression.open || expression.bindings.some((index) => isDefinition(bindings[index]))
        ? [expression.name]
        : [];
    case 'attribute':
      return [expression.name];
    default:
      return handedIn(expression).flatMap((inner) => handedBy(inner, body));
  }
}

/** The expressions inside of one that it gives on as they are. */
function handedIn(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'dict':
      return expression.entries.map(({ value }) => value);
    case 'sequence':
      return expression.items;
    case 'alternatives':
      return expression.options;
    case 'element':
      return [expression.iterable];
    case 'subscript':
      return expression.object.kind === 'dict' ? [expression.object] : [];
    case 'item-assigned':
      return [expression.value];
    default:
      return [];
  }
}

/** The names that an expression is looked up by, from its last one to its root. */
function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'name':
      return [expression.name];
    case 'attribute':
      return [expression.name, ...namesIn(expression.object)];
    case 'subscript':
      return namesIn(expression.object);
    case 'call':
      return namesIn(expression.callee);
    case 'element':
      return namesIn(expression.iterable);
    case 'unpacked':
      return namesIn(expression.source);
    case 'alternatives':
      return expression.options.flatMap(namesIn);
    default:
      return [];
  }
}

/** The names that a call comes to its callee by: its own, and those of what a local variable of that name is made of. */
export function lastNames({ callee }: CallExpression, { bindings }: UnitBody): readonly string[] {
  if (callee.kind === 'attribute') return [callee.name];
  if (callee.kind !== 'name') return namesIn(callee);
  const made = callee.bindings.flatMap((index) => {
    const binding = bindings[index];
    return binding?.kind === 'assignment' && binding.value ? namesIn(binding.value) : [];
  });
  return [callee.name, ...made];
}

function isDefinition(binding: Binding | undefined): boolean {
  return binding?.kind === 'function' || binding?.kind === 'class' || binding?.kind === 'import';
}

/** The expression that a binding or the default of a parameter takes its value from. */
function givenBy(binding: Binding): Expression | null {
  if (binding.kind === 'parameter') return binding.initial;
  return binding.kind === 'assignment' ? binding.value : null;
}

/** Collects the names of a unit. */
export function namesShown(body: UnitBody): UnitNames {
  const mentions = new Set<string>();
  const add = (role: MentionRole, names: readonly (string | null)[]): void => {
    for (const name of names) if (name !== null) mentions.add(mentionKey(role, name));
  };
  for (const scope of body.scopes) {
    for (const call of scope.calls) {
      const name = calledName(call);
      add('call', [name]);
      add('through', lastNames(call, body).slice(name === null ? 0 : 1));
    }
    add(
      'base',
      scope.bases.map((base) => lastName(base.kind === 'subscript' ? base.object : base)),
    );
    add('write', writtenBy(body, scope));
  }
  for (const given of givenIn(body)) add('handed', handedBy(given, body));
  const aliases = body.bindings.flatMap((binding): readonly (readonly [string, string])[] =>
    binding.kind === 'import' && binding.member !== null && binding.member !== binding.name
      ? [[binding.member, binding.name]]
      : [],
  );
  return { mentions, aliases };
}

/** The expressions of a unit that others get: arguments, results, and what variables, attributes and defaults are given. */
function givenIn({ bindings, scopes }: UnitBody): readonly Expression[] {
  const bound = bindings.flatMap((binding) => givenBy(binding) ?? []);
  const passed = scopes.flatMap(({ calls, returns, writes }) => [
    ...calls.flatMap((call) => call.arguments.map(({ value }) => value)),
    ...returns,
    ...writes.map(({ value }) => value),
  ]);
  return [...bound, ...passed];
}

/** Whether an expression is the first parameter of the function it stands in. */
export function isFirstParameter(expression: Expression, { parameters }: Scope): boolean {
  const [self] = parameters;
  return expression.kind === 'name' && self !== undefined && expression.bindings.includes(self);
}

/** Whether a function is decorated as a static method, whose first parameter is one like others. */
export function isStatic({ decorators }: Scope): boolean {
  return decorators.some((decorator) => lastName(decorator) === 'staticmethod');
}

/** The attributes that a scope sets on something other than the `self` of a method. */
function writtenBy(body: UnitBody, scope: Scope): readonly string[] {
  const method = isMethod(body, scope);
  return scope.writes.flatMap(({ object, name }) =>
    method && isFirstParameter(object, scope) ? [] : [name],
  );
}

/** Whether a function stands directly in the body of a class and gets an instance or the class as its first parameter. */
function isMethod({ kind, scopes }: UnitBody, scope: Scope): boolean {
  if (scope.kind !== 'function' || isStatic(scope)) return false;
  return scopes[scope.parent]?.kind === 'class' || (kind === 'member' && scope.parent === 0);
}
