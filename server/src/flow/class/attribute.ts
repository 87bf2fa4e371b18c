/*
 * `object.name`: a name of a module, an attribute of a class or instance, something a library offers.
 */
import type { FilePath, Place } from '../../link/place.ts';
import { bodyOf } from '../../link/program.ts';
import { DJANGO_SETTINGS, djangoSetting } from '../library/application-settings.ts';
import { attemptedAt, attemptedAttribute } from '../attempted.ts';
import { memberOf } from '../evaluate-import.ts';
import { anyClass } from './descendants.ts';
import { fieldsAsDict, isFieldMethod } from './field-copy.ts';
import { NEW } from './class.ts';
import { type Evaluator, parametersOf, siteOf } from '../evaluator.ts';
import { isWrittenOutside } from './outside-write.ts';
import {
  type ClassObject,
  type FunctionObject,
  type InstanceObject,
  isNothing,
  join,
  joinAll,
  joinOver,
  type ModuleObject,
  NOTHING,
  type SuperObject,
  textValue,
  unknownValue,
  type Value,
  type ValueObject,
  valueOf,
} from '../value/value.ts';

/** What functions and methods say their name by. */
const NAME_OF = '__name__';

/** What makes an instance of a class that does not make its own. */
export const OBJECT_NEW = 'builtins.object.__new__';

/** The value of an attribute, given the value of its object; `at` is the whole expression. */
export function attributeOf(evaluator: Evaluator, object: Value, name: string, at: Place): Value {
  return joinOver(
    object,
    (item) =>
      attributeOfObject(evaluator, item, name, at.file) ??
      unknownValue('dynamic-attribute', `.${name}`, at),
  );
}

/** The same in a language where the entries of a dict are its attributes; one that is not there is nothing. */
export function propertyOf(evaluator: Evaluator, object: Value, name: string, at: Place): Value {
  return joinOver(object, (item) => {
    if (item.kind !== 'dict') return attributeOf(evaluator, valueOf(item), name, at);
    const entry = item.entries.get(name);
    if (entry) return entry;
    return item.rest && !isNothing(item.rest) ? item.rest : UNDEFINED;
  });
}

const UNDEFINED = valueOf({ kind: 'constant', text: 'None' });

function attributeOfObject(
  evaluator: Evaluator,
  object: ValueObject,
  name: string,
  file: FilePath | null,
): Value | null {
  switch (object.kind) {
    case 'module':
      return moduleAttribute(evaluator, object, name);
    case 'external':
      return (
        (object.name === DJANGO_SETTINGS && file !== null
          ? djangoSetting(evaluator, file, name)
          : null) ??
        evaluator.library.valueNamed?.(`${object.name}.${name}`) ??
        valueOf({ kind: 'external', name: `${object.name}.${name}` })
      );
    case 'instance':
    case 'super':
    case 'class':
      return (
        evaluator.memberOf({ owner: object, name }) ??
        attributeOfAny(evaluator, object, name) ??
        inheritedAttribute(evaluator, object, name) ??
        attemptedAttribute(evaluator, object.kind === 'super' ? object.self : object, name)
      );
    case 'api':
      return (
        evaluator.library.attributeOf(object, name) ??
        valueOf({ kind: 'method', self: object, name })
      );
    case 'string':
      // A text has no attribute of that name: it is a member of an enumeration of texts.
      return name === 'value' ? valueOf(object) : valueOf({ kind: 'method', self: object, name });
    case 'environment':
    case 'resource-name':
    case 'dict':
    case 'sequence':
      return valueOf({ kind: 'method', self: object, name });
    case 'constant':
      // `None.name` ends the program: whoever reads on has something else in hand.
      return NOTHING;
    case 'function':
      if (name === NAME_OF) return nameOf(evaluator, object);
      return known(evaluator.outsideWrites({ owner: { ...object, self: null }, name }));
    case 'method':
      return name === NAME_OF ? textValue(object.name) : null;
    case 'partial':
      return null;
  }
}

/** The name that a function was defined by. */
function nameOf({ program }: Evaluator, { scope, standsFor }: FunctionObject): Value | null {
  const named = standsFor ?? scope;
  const definition = bodyOf(program, named)?.scopes[named.scope];
  return definition?.kind === 'function' ? textValue(definition.name) : null;
}

/** What an object has because its class derives from one of a library; null when no library says so. */
function inheritedAttribute(
  evaluator: Evaluator,
  object: ClassObject | InstanceObject | SuperObject,
  name: string,
): Value | null {
  const self = object.kind === 'super' ? object.self : object;
  if (self.kind !== 'instance') return null;
  const bases = evaluator.libraryBaseOf(self).objects.filter(({ kind }) => kind === 'api');
  return bases.length > 0
    ? joinAll(bases.map((base) => attributeOfObject(evaluator, base, name, null) ?? NOTHING))
    : null;
}

function known(value: Value): Value | null {
  return isNothing(value) ? null : value;
}

/** A name of a module, with what others set on the module. */
function moduleAttribute(evaluator: Evaluator, module: ModuleObject, name: string): Value | null {
  const own = memberOf(evaluator, module, name);
  const request = { owner: module, name };
  const written = isWrittenOutside(evaluator, request) ? evaluator.outsideWrites(request) : NOTHING;
  if (own) return join(own, written);
  return known(written) ?? attemptedAt(evaluator, module.path, null, name);
}

/**
 * What every class and instance has, and what `__getattr__` makes of a name that nothing else gives.
 * Source: https://docs.python.org/3/reference/datamodel.html
 */
function attributeOfAny(
  evaluator: Evaluator,
  object: ClassObject | InstanceObject | SuperObject,
  name: string,
): Value | null {
  const self = object.kind === 'super' ? object.self : object;
  if (object.kind === 'instance') {
    if (name === '__dict__') return fieldsAsDict(evaluator, object, true);
    if (isFieldMethod(evaluator, object, name))
      return valueOf({ kind: 'method', self: object, name });
  }
  if (name === '__class__') return self.kind === 'instance' ? classesOf(evaluator, self) : null;
  if (name === NEW) return valueOf({ kind: 'external', name: OBJECT_NEW });
  return object.kind === 'instance' && !name.startsWith('__')
    ? delegated(evaluator, object, name)
    : null;
}

/** The classes that an instance may be of. */
function classesOf(evaluator: Evaluator, { scope, made }: InstanceObject): Value {
  return made ? valueOf({ kind: 'class', scope }) : anyClass(evaluator, scope);
}

/** What the `__getattr__` of an instance gives for a name; null when its class has none. */
function delegated(evaluator: Evaluator, instance: InstanceObject, name: string): Value | null {
  const method = evaluator.memberOf({ owner: instance, name: '__getattr__' });
  const results = (method?.objects ?? []).flatMap((object): Value[] => {
    if (object.kind !== 'function') return [];
    const site = siteOf(evaluator.program, object.scope);
    const [self, key] = site ? parametersOf(site) : [];
    if (!self || !key) return [];
    const parameters = new Map([
      [self[0], valueOf(instance)],
      [key[0], textValue(name)],
    ]);
    return [evaluator.returnsOf({ scope: object.scope, parameters, depth: 1 })];
  });
  return results.length > 0 ? joinAll(results) : null;
}
