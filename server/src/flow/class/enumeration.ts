/*
 * Enumerations: the names of the class are its instances, each with a `name` and a `value`.
 * Source: https://docs.python.org/3/library/enum.html
 */
import type { BindingReference, ScopeReference } from '../../link/place.ts';
import { namesAssigned } from './class-field.ts';
import type { Evaluator } from '../evaluator.ts';
import {
  type ClassObject,
  type InstanceObject,
  joinAll,
  joinOver,
  textValue,
  type Value,
  valueOf,
} from '../value/value.ts';

/** Whether a class is an enumeration. */
export function isEnumeration(evaluator: Evaluator, scope: ScopeReference): boolean {
  const nature = evaluator.natureOf(scope);
  return nature === 'enum' || nature === 'text-enum';
}

/** What `auto()` gives to a member of an enumeration of texts is its name. */
function memberValue(evaluator: Evaluator, binding: BindingReference, isText: boolean): Value {
  return joinOver(withoutAuto(evaluator.bindingValue(binding)), (object) =>
    object.kind === 'external' && object.name === AUTO && isText
      ? textValue(binding.name.toLowerCase())
      : valueOf(object),
  );
}

const AUTO = 'enum.auto';

/** The result of `auto()` seen as the function itself: it depends on the member. */
function withoutAuto(value: Value): Value {
  if (!value.unknowns.some(({ detail }) => detail === `${AUTO}()`)) return value;
  return joinAll([
    {
      objects: value.objects,
      unknowns: value.unknowns.filter(({ detail }) => detail !== `${AUTO}()`),
    },
    valueOf({ kind: 'external', name: AUTO }),
  ]);
}

/** One member: a text in an enumeration of texts, else an instance that knows its name and value. */
function member(evaluator: Evaluator, scope: ScopeReference, binding: BindingReference): Value {
  const isText = evaluator.natureOf(scope) === 'text-enum';
  const value = memberValue(evaluator, binding, isText);
  if (isText) return value;
  const text = textValue(binding.name);
  const fields = new Map([
    ['_name_', text],
    ['_value_', value],
    ['name', text],
    ['value', value],
  ]);
  const made = { init: scope, parameters: new Map(), fields, partial: true, key: binding.name };
  return valueOf({ kind: 'instance', scope, made });
}

/** `Color.RED`; null when the class is no enumeration or has no such member. */
export function memberNamed(
  evaluator: Evaluator,
  { scope }: ClassObject,
  name: string,
): Value | null {
  if (!isEnumeration(evaluator, scope)) return null;
  const binding = namesAssigned(evaluator.program, scope).findLast((item) => item.name === name);
  return binding ? member(evaluator, scope, binding) : null;
}

/** All members, as iterating the class gives them. */
function membersOf(evaluator: Evaluator, scope: ScopeReference): readonly Value[] {
  return namesAssigned(evaluator.program, scope).map((binding) =>
    member(evaluator, scope, binding),
  );
}

/** `value` and `name` of a member that may be any. */
export function ofAnyMember(
  evaluator: Evaluator,
  { scope, made }: InstanceObject,
  name: string,
): Value | null {
  if (made || !(name === 'value' || name === 'name') || !isEnumeration(evaluator, scope))
    return null;
  const isText = evaluator.natureOf(scope) === 'text-enum';
  const bindings = namesAssigned(evaluator.program, scope);
  return joinAll(
    bindings.map((binding) =>
      name === 'name' ? textValue(binding.name) : memberValue(evaluator, binding, isText),
    ),
  );
}

/** The value with enumerations in the place of which their members can be looped over. */
export function asIterable(evaluator: Evaluator, value: Value): Value {
  return joinOver(value, (object) =>
    object.kind === 'class' && isEnumeration(evaluator, object.scope)
      ? valueOf({ kind: 'sequence', items: membersOf(evaluator, object.scope), rest: null })
      : valueOf(object),
  );
}

/** The value with enumerations as dicts of their members by name: `Color["RED"]`. */
export function asMapping(evaluator: Evaluator, value: Value): Value {
  return joinOver(value, (object) => {
    if (object.kind !== 'class' || !isEnumeration(evaluator, object.scope)) return valueOf(object);
    const { scope } = object;
    const names = namesAssigned(evaluator.program, scope);
    const entries = new Map(names.map((item) => [item.name, member(evaluator, scope, item)]));
    const keys = joinAll(names.map((item) => textValue(item.name)));
    return valueOf({ kind: 'dict', entries, keys, rest: null });
  });
}

/** `Color("red")`: the member with that value; any member when the value is not known. */
export function memberOfValue(
  evaluator: Evaluator,
  scope: ScopeReference,
  wanted: Value | undefined,
): Value {
  const texts = (wanted?.objects ?? []).map((object) =>
    object.kind === 'string' ? object.text : null,
  );
  const isText = evaluator.natureOf(scope) === 'text-enum';
  const all = namesAssigned(evaluator.program, scope);
  const open = !wanted || wanted.unknowns.length > 0 || texts.includes(null);
  const found = all.filter(
    (binding) =>
      open ||
      memberValue(evaluator, binding, isText).objects.some(
        (object) => object.kind === 'string' && texts.includes(object.text),
      ),
  );
  return joinAll(found.map((binding) => member(evaluator, scope, binding)));
}
