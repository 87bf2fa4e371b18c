/*
 * Attributes of classes and instances: what is written to `self`, what the class says, what is inherited,
 * what derived classes say in its place, and what is set from outside.
 */
import { leavesOpen, methodNamed } from '../../link/classes.ts';
import { type BindingReference, type ScopeReference, scopeId } from '../../link/place.ts';
import { bodyOf } from '../../link/program.ts';
import type { Scope } from '../../summary/unit.ts';
import { bindMembers, isAccessor, isGuarded, isStub } from './bound-member.ts';
import { bounded } from '../value/bounded.ts';
import { basesOf, lineage, POST_INITS } from './class.ts';
import { descendantsOf } from './descendants.ts';
import { isEnumeration, memberNamed, ofAnyMember } from './enumeration.ts';
import type { Evaluator, MemberRequest } from '../evaluator.ts';
import { isWrittenOutside } from './outside-write.ts';
import { isSetAtOnce, type Owner, writesAttribute, writtenValues } from './self-write.ts';
import { settingValue } from './setting.ts';
import { type InstanceObject, isNothing, joinAll, type Value } from '../value/value.ts';

/** The bindings of a name in the body of a class. A property is what its getter says. */
function classLevelBindings(
  evaluator: Evaluator,
  scope: ScopeReference,
  name: string,
): readonly BindingReference[] {
  const body = bodyOf(evaluator.program, scope);
  const { file, unit } = scope;
  if (body?.kind === 'class-header') return headerBindings(evaluator, scope, name, null);
  return (body?.bindings ?? []).flatMap((binding, index) => {
    const reference = { file, unit, name, binding: index };
    const own = binding.scope === scope.scope && binding.name === name;
    return own && !setsProperty(evaluator, reference) ? [reference] : [];
  });
}

function headerBindings(
  evaluator: Evaluator,
  { file, unit }: ScopeReference,
  name: string,
  before: string | null,
): readonly BindingReference[] {
  const { bindings } = evaluator.names.bindingsOf({ file, owner: unit, name, before });
  const [only] = bindings;
  // The getter stands before the setter; each step goes to an earlier member, so this ends.
  return only && only.unit !== before && setsProperty(evaluator, only)
    ? headerBindings(evaluator, { file, unit, scope: 0 }, name, only.unit)
    : bindings;
}

function setsProperty(evaluator: Evaluator, reference: BindingReference): boolean {
  const body = bodyOf(evaluator.program, reference);
  const binding = body?.bindings[reference.binding];
  const definition = binding?.kind === 'function' ? body?.scopes[binding.body] : undefined;
  return definition !== undefined && isAccessor(definition);
}

/** How much a class itself says about an attribute: what it is, that others say it, or nothing at all. */
type Word = 'settled' | 'open' | 'never';

/** What a binding in a class says: `name: type` and `name = None` leave the value to others, and so does an abstract method. */
function wordOf(evaluator: Evaluator, reference: BindingReference): Word {
  const { program } = evaluator;
  const binding = bodyOf(program, reference)?.bindings[reference.binding];
  if (binding?.kind === 'assignment')
    return binding.value === null ? 'never' : leavesOpen(binding.value) ? 'open' : 'settled';
  if (binding?.kind !== 'function') return 'settled';
  const { file, unit } = reference;
  return isStub(program, { file, unit, scope: binding.body }) ? 'open' : 'settled';
}

function strongest(words: readonly Word[]): Word {
  if (words.includes('settled')) return 'settled';
  return words.includes('open') ? 'open' : 'never';
}

/** What a class itself says about an attribute: its body and its methods. */
function ownWord(
  evaluator: Evaluator,
  scope: ScopeReference,
  name: string,
  before?: ScopeReference,
): Word {
  const bindings = classLevelBindings(evaluator, scope, name);
  return strongest([
    writesAttribute(evaluator, scope, name, before),
    ...bindings.map((binding) => wordOf(evaluator, binding)),
  ]);
}

/** The classes to look through: the owner's own and its bases, or for `super()` those above the class it stands in. */
function classesOf(evaluator: Evaluator, owner: MemberRequest['owner']): Iterable<ScopeReference> {
  if (owner.kind !== 'super') return lineage(evaluator, [owner.scope]);
  return classesAbove(evaluator, owner.self.scope, owner.above);
}

/** What comes behind a class in the order of an instance's classes; its bases when it is none of them. */
function classesAbove(
  evaluator: Evaluator,
  from: ScopeReference,
  above: ScopeReference,
): Iterable<ScopeReference> {
  const classes = [...lineage(evaluator, [from])];
  const index = classes.findIndex((scope) => scopeId(scope) === scopeId(above));
  return index < 0 ? lineage(evaluator, basesOf(evaluator, above)) : classes.slice(index + 1);
}

/** An attribute of a class or instance; null when nothing gives it a value. */
export function evaluateMember(evaluator: Evaluator, request: MemberRequest): Value | null {
  const { owner, name, before } = request;
  const self = owner.kind === 'super' ? owner.self : owner;
  const fixed = enumerationValue(evaluator, owner, name);
  if (fixed) return fixed;
  const { found, word } = kept(evaluator, request) ?? classesSay(evaluator, request, self);
  if (owner.kind !== 'super' && !before) {
    if (word !== 'kept') found.push(...derivedValues(evaluator, owner, name, word === 'settled'));
    found.push(...outsideValues(evaluator, owner, name));
  }
  return found.length > 0 ? bounded(bindMembers(evaluator, joinAll(found), self)) : null;
}

/** What is passed for an attribute that is a field, and what the nearest class that has it says about it. */
function classesSay(
  evaluator: Evaluator,
  { owner, name, before }: MemberRequest,
  self: Owner,
): { readonly found: Value[]; readonly word: Word } {
  const found: Value[] = [];
  const passed = self.kind === 'instance' ? passedValue(evaluator, self, name) : null;
  // What a field gets by the constructor that is made of the fields counts for nothing where it is set anew.
  const isReplaced = !before && self.kind === 'instance' && isSetAnew(evaluator, self.scope, name);
  const isInitial = !passed?.always && !isReplaced;
  if (passed && !isReplaced) found.push(passed.value);
  let word: Word = 'never';
  for (const scope of classesOf(evaluator, owner)) {
    found.push(...ownValues(evaluator, scope, self, { name, before, isInitial }));
    const writes = writesAttribute(evaluator, scope, name, before);
    word = strongest([word, ownWord(evaluator, scope, name, before)]);
    if ((isInitial ? word : writes) !== 'never') break;
  }
  return { found, word };
}

/**
 * What a class itself gives for an attribute: in its body, and in its methods. What these write to an instance hides
 * what the body says, and leaves it as it is for whoever asks the class.
 */
function ownValues(
  evaluator: Evaluator,
  scope: ScopeReference,
  owner: Owner,
  { name, before, isInitial }: OwnRequest,
): readonly Value[] {
  const isInstance = owner.kind === 'instance';
  const isHidden = !isInitial || (isInstance && !before && isSetAtOnce(evaluator, scope, name));
  const bindings = isHidden ? [] : classLevelBindings(evaluator, scope, name);
  const isKept = !isInstance && bindings.some((item) => wordOf(evaluator, item) === 'settled');
  return [
    ...writtenValues(evaluator, scope, owner, name, { before, onlyOfClass: isKept }),
    ...bindings.map((binding) => evaluator.bindingValue(binding)),
  ];
}

/** What is asked of one class. */
interface OwnRequest {
  readonly name: string;
  readonly before: ScopeReference | undefined;
  /** Whether what the body of the class says still counts. */
  readonly isInitial: boolean;
}

/** What enumerations say, of which nothing can be set; null for any other attribute. */
function enumerationValue(
  evaluator: Evaluator,
  owner: MemberRequest['owner'],
  name: string,
): Value | null {
  if (owner.kind === 'super') return null;
  if (owner.kind === 'class') return memberNamed(evaluator, owner, name);
  const field = isEnumeration(evaluator, owner.scope) ? owner.made?.fields.get(name) : undefined;
  return field && !isNothing(field) ? field : ofAnyMember(evaluator, owner, name);
}

/** What an instance was made with, and what settings say; null for any other attribute. */
function kept(
  evaluator: Evaluator,
  { owner, name, before }: MemberRequest,
): { readonly found: Value[]; readonly word: 'kept' } | null {
  if (owner.kind !== 'instance') return null;
  const value = knownField(evaluator, owner, name, before) ?? settingValue(evaluator, owner, name);
  return value && { found: [value], word: 'kept' };
}

/** What an instance was made with for a field, where no method may have set it since. */
function knownField(
  evaluator: Evaluator,
  { scope, made }: InstanceObject,
  name: string,
  before: ScopeReference | undefined,
): Value | null {
  const field = made?.fields.get(name);
  if (!field || isNothing(field)) return null;
  for (const candidate of lineage(evaluator, [scope]))
    if (writesAttribute(evaluator, candidate, name, before) !== 'never') return null;
  return field;
}

/** Whether a class that is made of its fields sets one of them anew on every way through its `__post_init__`. */
function isSetAnew(evaluator: Evaluator, scope: ScopeReference, name: string): boolean {
  if (!hasFields(evaluator, scope)) return false;
  for (const candidate of lineage(evaluator, [scope])) {
    const shape = evaluator.classes.shapeOf(candidate);
    const [method] = POST_INITS.flatMap((word) => methodNamed(shape, word) ?? []);
    if (!method) continue;
    const definition = bodyOf(evaluator.program, method)?.scopes[method.scope];
    return definition?.always?.includes(name) ?? false;
  }
  return false;
}

function hasFields(evaluator: Evaluator, scope: ScopeReference): boolean {
  const nature = evaluator.natureOf(scope);
  return nature === 'fields' || nature === 'model';
}

/** Whether a class or a base defines an attribute by a function, such as a property. */
export function isDescribed(evaluator: Evaluator, scope: ScopeReference, name: string): boolean {
  return definedBy(evaluator, scope, name, () => true);
}

/** Whether a class or a base defines an attribute by a function of some kind. */
function definedBy(
  evaluator: Evaluator,
  scope: ScopeReference,
  name: string,
  counts: (definition: Scope) => boolean,
): boolean {
  for (const candidate of lineage(evaluator, [scope])) {
    const isFound = classLevelBindings(evaluator, candidate, name).some((reference) => {
      const body = bodyOf(evaluator.program, reference);
      const binding = body?.bindings[reference.binding];
      const definition = binding?.kind === 'function' ? body?.scopes[binding.body] : undefined;
      return definition !== undefined && counts(definition);
    });
    if (isFound) return true;
  }
  return false;
}

interface Passed {
  readonly value: Value;
  /** Whether nobody leaves the field to its default. */
  readonly always: boolean;
}

/** What is passed for a field of an instance of which nothing is known. */
function passedValue(
  evaluator: Evaluator,
  { scope, made }: InstanceObject,
  name: string,
): Passed | null {
  // What an instance was not given it has from the class.
  const given = made?.fields.get(name);
  if (made && !given) return null;
  if (!hasFields(evaluator, scope)) return null;
  if (given && !isNothing(given)) return { value: given, always: true };
  if (!evaluator.fieldsOf(scope).some((field) => field.name === name && field.given)) return null;
  const { values, omitted } = evaluator.passedFields(scope);
  const value = values.get(name);
  return value ? { value, always: !omitted.has(name) } : null;
}

/** What is written from outside; no value at all when nothing is. The setter of a property gets it instead. */
function outsideValues(evaluator: Evaluator, owner: Owner, name: string): readonly Value[] {
  if (!isWrittenOutside(evaluator, { owner, name })) return [];
  if (definedBy(evaluator, owner.scope, name, isGuarded)) return [];
  const value = evaluator.outsideWrites({ owner, name });
  return isNothing(value) ? [] : [value];
}

/**
 * What derived classes say about an attribute. Any instance of a class may be one of a derived class, which says it anew;
 * what the class leaves open, all derived classes say in their way.
 */
function derivedValues(
  evaluator: Evaluator,
  owner: Owner,
  name: string,
  settled: boolean,
): readonly Value[] {
  if (owner.kind === 'instance' && owner.made) return [];
  if (owner.kind === 'class' && settled) return [];
  return descendantsOf(evaluator, owner.scope).flatMap((scope) => {
    if (settled && ownWord(evaluator, scope, name) !== 'settled') return [];
    const derived: Owner =
      owner.kind === 'class' ? { kind: 'class', scope } : { kind: 'instance', scope, made: null };
    return evaluator.memberOf({ owner: derived, name }) ?? [];
  });
}
