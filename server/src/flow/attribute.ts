/*
 * `object.name`: a name of a module, an attribute of a class or instance, something a library offers.
 */
import type { Place } from '../link/place.ts';
import { memberOf } from './evaluate-import.ts';
import type { Evaluator } from './evaluator.ts';
import { joinOver, NOTHING, unknownValue, type Value, type ValueObject, valueOf } from './value.ts';

/** The value of an attribute, given the value of its object; `at` is the whole expression. */
export function attributeOf(evaluator: Evaluator, object: Value, name: string, at: Place): Value {
  return joinOver(
    object,
    (item) =>
      attributeOfObject(evaluator, item, name) ?? unknownValue('dynamic-attribute', `.${name}`, at),
  );
}

function attributeOfObject(evaluator: Evaluator, object: ValueObject, name: string): Value | null {
  switch (object.kind) {
    case 'module':
      return memberOf(evaluator, object, name);
    case 'external':
      return valueOf({ kind: 'external', name: `${object.name}.${name}` });
    case 'instance':
    case 'super':
    case 'class':
      return evaluator.memberOf({ owner: object, name });
    case 'api':
      return (
        evaluator.library.attributeOf(object, name) ??
        valueOf({ kind: 'method', self: object, name })
      );
    case 'string':
    case 'environment':
    case 'dict':
    case 'sequence':
      return valueOf({ kind: 'method', self: object, name });
    case 'constant':
      // `None.name` ends the program: whoever reads on has something else in hand.
      return NOTHING;
    case 'function':
    case 'method':
      return null;
  }
}
