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
function handedBy(expression: Expression, { bindings }: UnitBody): readonly (string | null)[] {
  switch (expression.kind) {
    case 'dict':
      return expression.entries.map(({ value }) => lastName(value));
    case 'sequence':
      return expression.items.map(lastName);
    case 'name':
      return expression.open || expression.bindings.some((index) => isDefinition(bindings[index]))
        ? [expression.name]
        : [];
    default:
      return [lastName(expression)];
  }
}

function isDefinition(binding: Binding | undefined): boolean {
  return binding?.kind === 'function' || binding?.kind === 'class' || binding?.kind === 'import';
}

/** Collects the names of a unit. */
export function namesShown(body: UnitBody): UnitNames {
  const mentions = new Set<string>();
  const add = (role: MentionRole, name: string | null): void => {
    if (name !== null) mentions.add(mentionKey(role, name));
  };
  for (const scope of body.scopes) {
    for (const call of scope.calls) {
      add('call', calledName(call));
      for (const { value } of call.arguments)
        for (const name of handedBy(value, body)) add('handed', name);
    }
    for (const base of scope.bases) add('base', lastName(base));
    for (const name of writtenBy(body, scope)) add('write', name);
  }
  const aliases: (readonly [string, string])[] = [];
  for (const binding of body.bindings) {
    if (binding.kind === 'assignment' && binding.value)
      for (const name of handedBy(binding.value, body)) add('handed', name);
    if (binding.kind === 'import' && binding.member !== null && binding.member !== binding.name)
      aliases.push([binding.member, binding.name]);
  }
  return { mentions, aliases };
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
