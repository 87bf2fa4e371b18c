/*
 * The evaluation of a program: its queries, and what its parts share.
 * A value depends on the texts alone; every limit is a property of the question, not of what was asked before.
 */
import type { CallExpression, Expression } from '../summary/expression.ts';
import type { ParameterBinding, UnitBody } from '../summary/unit.ts';
import type { ClassShapes } from '../link/classes.ts';
import type { NameQueries } from '../link/names.ts';
import type { BindingReference, FilePath, Place, ScopeReference } from '../link/place.ts';
import { bodyOf, type Program } from '../link/program.ts';
import type { CallArguments, LibraryModel } from './library/library.ts';
import type {
  ClassObject,
  FunctionObject,
  InstanceObject,
  ModuleObject,
  SuperObject,
  Value,
} from './value/value.ts';

/** Where an expression is evaluated: the scope it stands in, and the arguments of the call that is followed, if any. */
export interface Site extends ScopeReference {
  readonly body: UnitBody;
  /** Null when no call is followed: parameters are then whatever callers, defaults and annotations say. */
  readonly call: CallFrame | null;
  /** Inside one round of a loop whose rounds are told apart: what its targets are bound to. */
  readonly round?: ReadonlyMap<number, Value>;
}

/** One followed call: the values of the parameters, and the local values computed for it so far. */
export interface CallFrame {
  readonly parameters: ReadonlyMap<number, Value>;
  readonly depth: number;
  readonly locals: Map<number, Value>;
  /** Whether parameters that are not given may still come from any caller. */
  readonly partial: boolean;
  /** The functions around the called one whose arguments are among the parameters, nearest first. */
  readonly around: readonly number[];
}

/** The frame of one followed call. */
export function frameOf(
  parameters: ReadonlyMap<number, Value>,
  more: Partial<Pick<CallFrame, 'depth' | 'partial' | 'around'>> = {},
): CallFrame {
  return { parameters, depth: 1, locals: new Map(), partial: false, around: [], ...more };
}

/** What the callers of a function pass in. */
export interface PassedArguments {
  /** The join over the callers that pass the parameter. */
  readonly values: ReadonlyMap<number, Value>;
  /** Parameters that some caller leaves to their default. */
  readonly omitted: ReadonlySet<number>;
  /** Whether any caller was found. */
  readonly called: boolean;
  /** Whether something of the name is called on objects nothing is known about. */
  readonly uncertain: boolean;
  /** Whether there may be callers that a limit kept from being looked at. */
  readonly cut: boolean;
}

/** `owner.name`. */
export interface MemberRequest {
  readonly owner: ClassObject | InstanceObject | SuperObject;
  readonly name: string;
  /** The constructor that has not set it yet. */
  readonly before?: ScopeReference;
}

/** The pytest fixtures of one class or module, by the names that they are asked for by. */
export type Fixtures = ReadonlyMap<string, ScopeReference>;

/** A class, or (`owner` null) the module itself. */
export interface FixtureLevel {
  readonly file: FilePath;
  readonly owner: ScopeReference | null;
}

/** `owner.name`, of something that attributes can be set on from outside. */
export interface WriteRequest {
  readonly owner: ClassObject | InstanceObject | ModuleObject | FunctionObject;
  readonly name: string;
}

/**
 * What kind of class a class is, where a decorator or a base from outside the workspace decides how its instances are made.
 * - `fields`: the constructor takes the fields in their order (dataclasses, attrs, named tuples).
 * - `model`: it takes them by name (pydantic). `settings`: what is not given comes from the environment.
 * - `typed-dict`: a call makes a dict.
 * - `enum`: the names of the class are its instances. `text-enum`: they are texts, too.
 */
export type Nature =
  'plain' | 'fields' | 'model' | 'settings' | 'typed-dict' | 'enum' | 'text-enum';

/** One field of a class. */
export interface Field {
  readonly name: string;
  /** The name of the parameter. */
  readonly parameter: string;
  /** Its position among the parameters; null when it is given by name only. */
  readonly position: number | null;
  /** Whether the constructor takes it. */
  readonly given: boolean;
  /** Whether it is handed to `__post_init__` instead of being kept: `InitVar`. */
  readonly handedOn: boolean;
  readonly binding: BindingReference;
  /** The class that says it. */
  readonly owner: ScopeReference;
  /** The call of `field(…)` that describes it. */
  readonly description: CallExpression | null;
  readonly value: Expression | null;
}

/** What is passed for the fields of a class, by their names. */
export interface PassedFields {
  readonly values: ReadonlyMap<string, Value>;
  /** Fields that some call leaves to their default. */
  readonly omitted: ReadonlySet<string>;
}

/** An attribute of a framework's object, asked for in a file. */
export interface ContextRequest {
  readonly file: FilePath;
  /** What the object is to the framework. */
  readonly part: string;
  readonly name: string;
}

export interface Evaluator {
  readonly program: Program;
  readonly names: NameQueries;
  readonly classes: ClassShapes;
  readonly library: LibraryModel;
  /** The value of an expression at a site. */
  readonly evaluate: (expression: Expression, site: Site) => Value;
  /** The value of calling something with arguments that are values already. */
  readonly call: (callee: Value, given: CallArguments) => Value;
  /** The value that a binding gives its name, with no call followed. */
  readonly bindingValue: (reference: BindingReference) => Value;
  /** An attribute of a class or instance of the workspace; null when it has none of that name. */
  readonly memberOf: (request: MemberRequest) => Value | null;
  /** What is written to an attribute from outside of what it belongs to. Bottom when nothing is. */
  readonly outsideWrites: (request: WriteRequest) => Value;
  /** What is written to an attribute of a framework's object. Bottom when nothing is. */
  readonly contextWrites: (request: ContextRequest) => Value;
  /** The classes of the workspace that derive directly from a class. */
  readonly subclassesOf: (scope: ScopeReference) => readonly ScopeReference[];
  /** What kind of class a class is. */
  readonly natureOf: (scope: ScopeReference) => Nature;
  /** The fields of a class, its bases' first. */
  readonly fieldsOf: (scope: ScopeReference) => readonly Field[];
  /** What the code that makes instances of a class passes for its fields. */
  readonly passedFields: (scope: ScopeReference) => PassedFields;
  /** The `__init__` that a class runs; null when neither it nor a base has one. */
  readonly constructorOf: (scope: ScopeReference) => ScopeReference | null;
  /** What an instance is to the library that its class derives from. Bottom when it derives from none that is known. */
  readonly libraryBaseOf: (instance: InstanceObject) => Value;
  /** What the callers of a function pass in. */
  readonly passedTo: (scope: ScopeReference) => PassedArguments;
  /** The pytest fixtures that a class or module itself defines. */
  readonly fixturesOf: (level: FixtureLevel) => Fixtures;
  /** What a call of a function returns. */
  readonly returnsOf: (call: BoundCall) => Value;
}

/** A function and the arguments it is called with; `parameters` null stands for "whatever it is called with". */
export interface BoundCall {
  readonly scope: ScopeReference;
  readonly parameters: ReadonlyMap<number, Value> | null;
  /** How many calls are followed to get here. */
  readonly depth: number;
  /** The functions around it whose arguments are among the parameters. */
  readonly around?: CallFrame['around'];
}

/** The site of a scope when no call is followed; null when its unit is gone. */
export function siteOf(program: Program, reference: ScopeReference): Site | null {
  const body = bodyOf(program, reference);
  return (
    body && { file: reference.file, unit: reference.unit, scope: reference.scope, body, call: null }
  );
}

/** The parameters of the function whose scope the site is, with their indexes. */
export function parametersOf({
  body,
  scope,
}: Site): readonly (readonly [number, ParameterBinding])[] {
  return (body.scopes[scope]?.parameters ?? []).flatMap(
    (index): (readonly [number, ParameterBinding])[] => {
      const parameter = body.bindings[index];
      return parameter?.kind === 'parameter' ? [[index, parameter]] : [];
    },
  );
}

/** An anchor of the site's unit as a place. */
export function placeOf(site: Site, anchor: number): Place {
  return { file: site.file, unit: site.unit, anchor };
}
