/*
 * What a unit shows to others by name: the functions it calls, the aliases it imports under, the bases of its classes.
 * Callers of a function are looked for by these names first, and proven by evaluation later.
 */
import type { CallExpression, Expression } from '../summary/expression.ts';
import type { UnitBody } from '../summary/unit.ts';

/** The last name of what is called: `f` of `f()` and of `a.b.f()`; null when it has no name. */
export function calledName(call: CallExpression): string | null {
  return lastName(call.callee);
}

function lastName(expression: Expression): string | null {
  return expression.kind === 'name' || expression.kind === 'attribute' ? expression.name : null;
}

/** Names of a unit under which it must be found again. */
export interface UnitNames {
  readonly calls: ReadonlySet<string>;
  /** `from m import name as alias`, as pairs of name and alias. */
  readonly aliases: readonly (readonly [string, string])[];
  /** Names of the bases of its classes. */
  readonly bases: ReadonlySet<string>;
}

/** Collects the names of a unit. */
export function namesShown(body: UnitBody): UnitNames {
  const calls = new Set<string>();
  const bases = new Set<string>();
  for (const scope of body.scopes) {
    for (const call of scope.calls) {
      const name = calledName(call);
      if (name !== null) calls.add(name);
    }
    for (const base of scope.bases) {
      const name = lastName(base);
      if (name !== null) bases.add(name);
    }
  }
  const aliases = body.bindings.flatMap((binding): (readonly [string, string])[] =>
    binding.kind === 'import' && binding.member !== null && binding.member !== binding.name
      ? [[binding.member, binding.name]]
      : [],
  );
  return { calls, aliases, bases };
}
