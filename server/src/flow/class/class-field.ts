/*
 * Fields: the annotated names of a class that become parameters of the constructor it is given.
 */
import { methodNamed } from '../../link/classes.ts';
import { type BindingReference, type ScopeReference } from '../../link/place.ts';
import { bodyOf, type Program, unitsOf } from '../../link/program.ts';
import type { CallExpression, Expression } from '../../summary/expression.ts';
import { printExpression } from '../../summary/print.ts';
import type { AssignmentBinding, UnitBody } from '../../summary/unit.ts';
import { lineage, NEW } from './class.ts';
import { recordBase } from './class-nature.ts';
import type { Evaluator, Field, Site } from '../evaluator.ts';
import type { CallArguments } from '../library/library.ts';
import { fieldsOfRecord } from './record.ts';
import { unknownValue, type Value } from '../value/value.ts';

interface Written {
  readonly binding: AssignmentBinding;
  readonly reference: BindingReference;
}

/** The assignments in the body of a class, in order. */
function assignmentsOf(program: Program, scope: ScopeReference): readonly Written[] {
  const body = bodyOf(program, scope);
  if (!body) return [];
  const inside = (file: string, unit: string, from: UnitBody, level: number): readonly Written[] =>
    from.bindings.flatMap((binding, index) =>
      binding.kind === 'assignment' && binding.scope === level
        ? [{ binding, reference: { file, unit, name: binding.name, binding: index } }]
        : [],
    );
  if (body.kind !== 'class-header') return inside(scope.file, scope.unit, body, scope.scope);
  return unitsOf(program, scope.file).flatMap(({ key, owner }) => {
    const member = owner === scope.unit ? bodyOf(program, { file: scope.file, unit: key }) : null;
    return member ? inside(scope.file, key, member, 0) : [];
  });
}

/** The names that the body of a class assigns, in order, without those that start with an underscore. */
export function namesAssigned(
  program: Program,
  scope: ScopeReference,
): readonly BindingReference[] {
  return assignmentsOf(program, scope).flatMap(({ binding, reference }) =>
    binding.value && !binding.name.startsWith('_') ? [reference] : [],
  );
}

/** Functions that describe a field, and whether their first argument is its default. */
const DESCRIBING: ReadonlyMap<string, boolean> = new Map([
  ['dataclasses.field', false],
  ['attr.ib', true],
  ['attr.attrib', true],
  ['attr.field', false],
  ['attrs.field', false],
  ['pydantic.Field', true],
  ['pydantic.fields.Field', true],
  ['pydantic.v1.Field', true],
  ['pydantic.PrivateAttr', true],
  ['pydantic.dataclasses.Field', true],
  ['sqlmodel.Field', true],
]);

/** The names that such functions are called by. */
const DESCRIBING_NAMES: ReadonlySet<string> = new Set(
  [...DESCRIBING.keys()].map((name) => name.slice(name.lastIndexOf('.') + 1)),
);

function descriptionOf(value: Expression | null): CallExpression | null {
  if (value?.kind !== 'call') return null;
  const { callee } = value;
  const named = callee.kind === 'name' || callee.kind === 'attribute';
  return named && DESCRIBING_NAMES.has(callee.name) ? value : null;
}

/** An argument of the description of a field, by its name. */
export function described(description: CallExpression | null, name: string): Expression | null {
  return description?.arguments.find((argument) => argument.name === name)?.value ?? null;
}

function isConstant(expression: Expression | null, text: string): boolean {
  return expression?.kind === 'constant' && expression.text === text;
}

type Draft = Omit<Field, 'position'> & { readonly keywordOnly: boolean };

/** The fields that a class itself says. */
function ownFields(program: Program, scope: ScopeReference): readonly Draft[] {
  let keywordOnly = false;
  return assignmentsOf(program, scope).flatMap(({ binding, reference }): Draft[] => {
    const { name, value } = binding;
    const description = descriptionOf(value);
    const annotation = binding.annotation ? printExpression(binding.annotation) : '';
    if (annotation.endsWith('KW_ONLY')) {
      keywordOnly = true;
      return [];
    }
    if (annotation === '' ? !description : /^(?:\w+\.)?ClassVar\b/.test(annotation)) return [];
    const alias = described(description, 'alias');
    return [
      {
        name,
        parameter: alias?.kind === 'string' ? alias.text : name.replace(/^_+/, ''),
        given: !isConstant(described(description, 'init'), 'False'),
        handedOn: /^(?:\w+\.)?InitVar\b/.test(annotation),
        keywordOnly: keywordOnly || isConstant(described(description, 'kw_only'), 'True'),
        binding: reference,
        owner: scope,
        description,
        value,
      },
    ];
  });
}

/** The fields that a class has from a type of records that it derives from. No binding in the workspace stands for them. */
function recordFields(evaluator: Evaluator, scope: ScopeReference): readonly Draft[] {
  // A `__new__` of its own may make something else of what it is given.
  const isOwn = methodNamed(evaluator.classes.shapeOf(scope), NEW) !== null;
  const base = isOwn ? null : recordBase(evaluator, scope);
  const { file, unit } = scope;
  return (base ? fieldsOfRecord(base) : []).map((name) => ({
    name,
    parameter: name,
    given: true,
    handedOn: false,
    keywordOnly: false,
    binding: { file, unit, name, binding: -1 },
    owner: scope,
    description: null,
    value: null,
  }));
}

/** The fields of a class: those of its bases first. A field that is said anew keeps its place. */
export function findFields(evaluator: Evaluator, scope: ScopeReference): readonly Field[] {
  const fields = new Map<string, Draft>();
  for (const candidate of [...lineage(evaluator, [scope])].reverse())
    for (const field of [
      ...recordFields(evaluator, candidate),
      ...ownFields(evaluator.program, candidate),
    ])
      fields.set(field.name, field);
  const byName = evaluator.natureOf(scope) === 'model' || evaluator.natureOf(scope) === 'settings';
  let next = 0;
  return [...fields.values()].map(({ keywordOnly, ...field }) => ({
    ...field,
    position: byName || keywordOnly || !field.given ? null : next++,
  }));
}

/** Whether two lists of fields are equal as far as anyone can see. */
export function sameFields(left: readonly Field[], right: readonly Field[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** What a function that describes a field gives: its default; null for any other function. */
export function fieldDefault(
  evaluator: Evaluator,
  name: string,
  given: CallArguments,
): Value | null {
  const first = DESCRIBING.get(name);
  if (first === undefined) return null;
  const factory = given.get('default_factory', null) ?? given.get('factory', null);
  if (factory) return evaluator.call(factory.value, withoutArguments(given));
  const initial = given.get('default', first ? 0 : null);
  return initial && !isEllipsis(initial.value)
    ? initial.value
    : unknownValue('unassigned-name', given.note, given.at);
}

function isEllipsis({ objects, unknowns }: Value): boolean {
  return (
    objects.length === 0 &&
    unknowns.length > 0 &&
    unknowns.every(({ detail }) => detail === 'ellipsis')
  );
}

function withoutArguments(call: CallArguments): CallArguments {
  return {
    ...call,
    get: () => null,
    keywords: () => new Map(),
    positional: () => [],
    spread: () => null,
  };
}

/** Whether the code gives a field a default. */
export function hasDefault({ value, description }: Field): boolean {
  if (!description) return value !== null && !isConstant(value, 'None');
  const [first] = description.arguments;
  const initial =
    described(description, 'default') ?? (first?.kind === 'positional' ? first.value : null);
  if (described(description, 'default_factory') ?? described(description, 'factory')) return true;
  return initial !== null && !isConstant(initial, 'None') && initial.kind !== 'opaque';
}

/** The site of the body of the class that says a field, for the arguments of its description. */
export function siteOfField({ program }: Evaluator, { binding }: Field): Site | null {
  const body = bodyOf(program, binding);
  const scope = body?.bindings[binding.binding]?.scope ?? 0;
  return body && { file: binding.file, unit: binding.unit, scope, body, call: null };
}

/** The fields in the order in which `__post_init__` gets them. */
export function handedOn(fields: readonly Field[]): readonly Field[] {
  return fields.filter((field) => field.handedOn);
}
