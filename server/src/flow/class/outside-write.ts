/*
 * Attributes that are set from outside: `instance.table = …` in a factory, `cls._instance.table = …` in `__new__`,
 * `module.table = …`, `function.cache = …`. Candidates are found by the attribute's name and proven by evaluating their object.
 */
import { givesValue } from '../../link/classes.ts';
import { type FilePath, scopeId, type UnitReference } from '../../link/place.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import type { Expression } from '../../summary/expression.ts';
import { lineage } from './class.ts';
import { type Evaluator, type Site, siteOf, type WriteRequest } from '../evaluator.ts';
import { isSetAtOnce, writtenValue } from './self-write.ts';
import type { ClassObject, InstanceObject, Value, ValueObject } from '../value/value.ts';
import { joinAll, NOTHING } from '../value/value.ts';

/** When more units than this set an attribute of the name, the name says too little. */
export const MAX_WRITERS = 60;

/** The units that set an attribute of a name on something that is not `self`; of production code only, for production code. */
function writersOf({ program }: Evaluator, name: string, file: FilePath): readonly UnitReference[] {
  const units = unitsConcerning(program, file, 'write', name);
  return units.length > MAX_WRITERS ? [] : units;
}

/** What writes in a unit give to an attribute of that name; `counts` says of an object whether it is the one that is meant. */
export function valuesWritten(
  evaluator: Evaluator,
  unit: UnitReference,
  name: string,
  counts: (object: Value, site: Site, expression: Expression) => boolean,
): readonly Value[] {
  const level = siteOf(evaluator.program, { ...unit, scope: 0 });
  return (level?.body.scopes ?? []).flatMap((scope, index) =>
    scope.writes.flatMap((write) => {
      if (!level || write.name !== name || !givesValue(write)) return [];
      const site: Site = { ...level, scope: index };
      return counts(evaluator.evaluate(write.object, site), site, write.object)
        ? [writtenValue(evaluator, write, site)]
        : [];
    }),
  );
}

/** Whether any code sets an attribute of the name from outside. It keeps all others from being asked for. */
export function isWrittenOutside(evaluator: Evaluator, { owner, name }: WriteRequest): boolean {
  return writersOf(evaluator, name, fileOf(owner)).length > 0;
}

function fileOf(owner: WriteRequest['owner']): FilePath {
  return owner.kind === 'module' ? owner.path : owner.scope.file;
}

/** What is written to an attribute from outside of what it belongs to. Bottom when nothing is. */
export function evaluateOutsideWrites(evaluator: Evaluator, { owner, name }: WriteRequest): Value {
  const units = writersOf(evaluator, name, fileOf(owner));
  if (units.length === 0) return NOTHING;
  const isOwner = ownerTest(evaluator, owner, name);
  const found = units.flatMap((unit) =>
    valuesWritten(evaluator, unit, name, (object) => object.objects.some(isOwner)),
  );
  return joinAll(found);
}

function ownerTest(
  evaluator: Evaluator,
  owner: WriteRequest['owner'],
  name: string,
): (object: ValueObject) => boolean {
  switch (owner.kind) {
    case 'module':
      return (object) => object.kind === 'module' && object.path === owner.path;
    case 'function':
      return (object) =>
        object.kind === 'function' && scopeId(object.scope) === scopeId(owner.scope);
    case 'class':
    case 'instance': {
      const own = idsOf(evaluator, owner);
      const kinds = kindsFor(evaluator, owner, name);
      return (object) =>
        (object.kind === 'class' || object.kind === 'instance') &&
        kinds.includes(object.kind) &&
        !differ(owner, object) &&
        (own.has(scopeId(object.scope)) || idsOf(evaluator, object).has(scopeId(owner.scope)));
    }
  }
}

/** Where a write counts for an owner: an instance sees what is set on the class unless it has the attribute itself. */
function kindsFor(
  evaluator: Evaluator,
  { kind, scope }: ClassObject | InstanceObject,
  name: string,
): readonly ValueObject['kind'][] {
  if (kind === 'class') return ['class'];
  const isOwn = [...lineage(evaluator, [scope])].some(
    (candidate) =>
      isSetAtOnce(evaluator, candidate, name) ||
      evaluator.fieldsOf(candidate).some((field) => field.name === name && field.given),
  );
  return isOwn ? ['instance'] : ['class', 'instance'];
}

/** A class and its bases. */
function idsOf(evaluator: Evaluator, { scope }: ClassObject | InstanceObject): ReadonlySet<string> {
  return new Set([...lineage(evaluator, [scope])].map(scopeId));
}

/** Whether two instances are known to be made differently. */
function differ(left: ValueObject, right: ValueObject): boolean {
  return (
    left.kind === 'instance' &&
    right.kind === 'instance' &&
    left.made !== null &&
    right.made !== null &&
    left.made.key !== right.made.key
  );
}
