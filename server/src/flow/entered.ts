/*
 * What `with context as x` gives to `x`: what a generator yields, what `__enter__` returns, or the object itself.
 * Rules: https://docs.python.org/3/reference/compound_stmts.html#the-with-statement
 */
import { elementOf } from './container/container.ts';
import { type Evaluator, parametersOf, siteOf } from './evaluator.ts';
import { type InstanceObject, joinAll, joinOver, type Value, valueOf } from './value/value.ts';

/** The value of the target of a `with`. Clients, tables and batch writers enter as themselves. */
export function enteredValue(evaluator: Evaluator, context: Value): Value {
  return joinOver(context, (object) => {
    // Only a generator behind `contextmanager` gives a sequence here: lists cannot be entered.
    if (object.kind === 'sequence') return elementOf(valueOf(object));
    return object.kind === 'instance'
      ? (enteredInstance(evaluator, object) ?? valueOf(object))
      : valueOf(object);
  });
}

/** What the `__enter__` of an instance returns; null when its class has none. */
function enteredInstance(evaluator: Evaluator, instance: InstanceObject): Value | null {
  const method = evaluator.memberOf({ owner: instance, name: '__enter__' });
  const results = (method?.objects ?? []).flatMap((object): Value[] => {
    if (object.kind !== 'function') return [];
    const site = siteOf(evaluator.program, object.scope);
    const [self] = site ? parametersOf(site) : [];
    const parameters = new Map(self ? [[self[0], valueOf(instance)]] : []);
    return [evaluator.returnsOf({ scope: object.scope, parameters, depth: 1 })];
  });
  return results.length > 0 ? joinAll(results) : null;
}
