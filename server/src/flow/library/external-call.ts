/*
 * Calls of functions outside the workspace whose result depends on the program: they look at attributes, call what they
 * are given, or load modules. Library models, which know values only, answer for all others.
 */
import { attributeOf } from '../class/attribute.ts';
import { callbacksOf } from '../callable/callbacks.ts';
import { PARTIAL, partialValue } from '../callable/partial.ts';
import { commandLineCall } from './command-line.ts';
import { moduleValue } from '../evaluate-import.ts';
import type { Evaluator } from '../evaluator.ts';
import { fieldCall } from '../class/field-copy.ts';
import { dependencyValue } from './dependency.ts';
import type { CallArguments } from './library.ts';
import { joinOver, unknownValue, type Value } from '../value/value.ts';

/** The value of calling something outside by its dotted name; null when this is not for the evaluator to say. */
export function callOutside(
  evaluator: Evaluator,
  name: string,
  given: CallArguments,
): Value | null {
  switch (name) {
    case 'builtins.getattr':
      return callGetattr(evaluator, given);
    case 'fastapi.Depends':
    case 'fastapi.Security':
    case 'fastapi.params.Depends':
      return dependencyValue(evaluator, given);
    case 'importlib.import_module':
    case 'builtins.__import__':
      return importedByName(evaluator, given);
    case PARTIAL:
      return partialValue(given);
    default:
      return (
        calledBack(evaluator, name, given) ??
        fieldCall(evaluator, name, given) ??
        commandLineCall(evaluator, name, given)
      );
  }
}

/** What a function outside gives that calls what it is given. */
function calledBack(evaluator: Evaluator, name: string, given: CallArguments): Value | null {
  const callbacks = callbacksOf(name, given);
  if (!callbacks) return null;
  const results = callbacks.invocations.map((one) => evaluator.call(one.callee, one.given));
  return callbacks.result(results);
}

/** `import_module("a.b")`: the module of that name; a relative name is seen from the package that is passed. */
function importedByName(evaluator: Evaluator, given: CallArguments): Value | null {
  const name = given.get('name', 0);
  if (!name || name.value.objects.some(({ kind }) => kind !== 'string')) return null;
  return joinOver(name.value, (object) => {
    const text = object.kind === 'string' ? object.text : '';
    const module = text.replace(/^\.+/, '');
    return moduleValue(evaluator, given.at.file, module, text.length - module.length);
  });
}

/** `getattr(object, name)` with known names; its result otherwise depends on the run. */
function callGetattr(evaluator: Evaluator, given: CallArguments): Value {
  const [object, name, initial] = given.positional();
  const dynamic = unknownValue('dynamic-attribute', 'getattr()', given.at);
  if (!object || !name || name.unknowns.length > 0) return dynamic;
  const found = joinOver(name, (item) =>
    item.kind === 'string' ? attributeOf(evaluator, object, item.text, given.at) : dynamic,
  );
  return initial && found.objects.length === 0 ? initial : found;
}
