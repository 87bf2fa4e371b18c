/*
 * Puts the evaluation of a program together from its parts. This is the one place that knows all of them.
 */
import type { BindingReference, ScopeReference } from '../link/place.ts';
import { bindingId, scopeId } from '../link/place.ts';
import type { ClassShapes } from '../link/classes.ts';
import type { NameQueries } from '../link/names.ts';
import type { Program } from '../link/program.ts';
import { evaluatePassed, joinPassed, NOT_YET, samePassed, unfollowed } from './callable/callers.ts';
import { evaluateContextWrites } from './library/context-object.ts';
import { findSubclasses } from './class/class.ts';
import { findFields, sameFields } from './class/class-field.ts';
import { findNature } from './class/class-nature.ts';
import { findConstructor } from './class/construct.ts';
import { evaluateMember } from './class/member.ts';
import { evaluateExpression } from './evaluate.ts';
import { callValue } from './evaluate-call.ts';
import { evaluateBinding } from './evaluate-binding.ts';
import { boundCallKey, evaluateReturns } from './evaluate-function.ts';
import { fixturesQuery } from './test-code/fixture.ts';
import type {
  BoundCall,
  ContextRequest,
  Evaluator,
  Field,
  MemberRequest,
  Nature,
  PassedArguments,
  PassedFields,
  WriteRequest,
} from './evaluator.ts';
import {
  evaluatePassedFields,
  joinPassedFields,
  NO_FIELDS,
  samePassedFields,
} from './class/field-callers.ts';
import type { LibraryModel } from './library/library.ts';
import { evaluateLibraryBase } from './class/library-base.ts';
import { evaluateOutsideWrites } from './class/outside-write.ts';
import { sameValue } from './value/same.ts';
import { ownerKey } from './value/value-key.ts';
import { identityOf, type InstanceObject, join, NOTHING, type Value } from './value/value.ts';

/** What an evaluation is made of. */
export interface EvaluatorOptions {
  readonly program: Program;
  readonly names: NameQueries;
  readonly classes: ClassShapes;
  readonly library: LibraryModel;
  /** How many times a parameter is followed to its callers; with 0 it is what its default and annotation say. */
  readonly reach: number;
  /** Tells the questions of this evaluation apart from those of others, for people. */
  readonly purpose?: string;
}

function sameScopes(left: readonly ScopeReference[], right: readonly ScopeReference[]): boolean {
  return left.map(scopeId).join() === right.map(scopeId).join();
}

/** The questions about what is set on objects from outside. */
function writeQueries(
  { program: { engine } }: EvaluatorOptions,
  title: (name: string) => string,
  evaluator: () => Evaluator,
  callers: Evaluator | null,
): Pick<Evaluator, 'outsideWrites' | 'contextWrites' | 'libraryBaseOf'> {
  return {
    outsideWrites: engine.query<WriteRequest, Value>(title('outside writes'), {
      key: ({ owner, name }) => `${identityOf(owner)}.${name}`,
      // Like callers, writes from outside may stand anywhere: they are evaluated with one step less.
      compute: (request) => (callers ? evaluateOutsideWrites(callers, request) : NOTHING),
      bottom: NOTHING,
      equal: sameValue,
      widen: join,
    }),
    contextWrites: engine.query<ContextRequest, Value>(title('context writes'), {
      key: ({ file, part, name }) => `${file}::${part}.${name}`,
      compute: (request) => (callers ? evaluateContextWrites(callers, request) : NOTHING),
      bottom: NOTHING,
      equal: sameValue,
      widen: join,
    }),
    libraryBaseOf: engine.query<InstanceObject, Value>(title('library base'), {
      key: ownerKey,
      compute: (instance) => evaluateLibraryBase(evaluator(), instance),
      bottom: NOTHING,
      equal: sameValue,
      widen: join,
    }),
  };
}

type ClassQueries = Pick<
  Evaluator,
  | 'outsideWrites'
  | 'contextWrites'
  | 'libraryBaseOf'
  | 'subclassesOf'
  | 'constructorOf'
  | 'natureOf'
  | 'fieldsOf'
  | 'passedFields'
>;

/** The questions about classes, and about what is set from outside. */
function classQueries(
  options: EvaluatorOptions,
  title: (name: string) => string,
  evaluator: () => Evaluator,
  callers: Evaluator | null,
): ClassQueries {
  const { engine } = options.program;
  return {
    ...writeQueries(options, title, evaluator, callers),
    subclassesOf: engine.query<ScopeReference, readonly ScopeReference[]>(title('subclasses'), {
      key: scopeId,
      compute: (scope) => findSubclasses(evaluator(), scope),
      bottom: [],
      equal: sameScopes,
    }),
    natureOf: engine.query<ScopeReference, Nature>(title('nature'), {
      key: scopeId,
      compute: (scope) => findNature(evaluator(), scope),
      bottom: 'plain',
    }),
    fieldsOf: engine.query<ScopeReference, readonly Field[]>(title('fields'), {
      key: scopeId,
      compute: (scope) => findFields(evaluator(), scope),
      bottom: [],
      equal: sameFields,
    }),
    passedFields: engine.query<ScopeReference, PassedFields>(title('passed fields'), {
      key: scopeId,
      compute: (scope) => (callers ? evaluatePassedFields(callers, scope) : NO_FIELDS),
      bottom: NO_FIELDS,
      equal: samePassedFields,
      widen: joinPassedFields,
    }),
    constructorOf: engine.query<ScopeReference, ScopeReference | null>(title('constructor'), {
      key: scopeId,
      compute: (scope) => findConstructor(evaluator(), scope),
      bottom: null,
      equal: (left, right) => (left && right ? scopeId(left) === scopeId(right) : left === right),
    }),
  };
}

/** Creates the evaluation of a program with what is known about libraries. */
export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const { program, names, classes, library, reach } = options;
  const { engine } = program;
  const prefix = options.purpose === undefined ? '' : `${options.purpose} `;
  const title = (name: string): string =>
    prefix + (reach > 0 ? `${name}^${reach}` : `near ${name}`);
  // What callers pass is evaluated with one step less: every question ends, and the same one always ends at the same place.
  const callers = reach > 0 ? createEvaluator({ ...options, reach: reach - 1 }) : null;
  const evaluator: Evaluator = {
    program,
    names,
    classes,
    library,
    evaluate: (expression, site) =>
      engine.deeper(() => evaluateExpression(evaluator, expression, site)),
    call: (callee, given) => callValue(evaluator, callee, given),
    bindingValue: engine.query<BindingReference, Value>(title('value'), {
      key: bindingId,
      compute: (reference) => evaluateBinding(evaluator, reference, null),
      bottom: NOTHING,
      equal: sameValue,
      widen: join,
    }),
    memberOf: engine.query<MemberRequest, Value | null>(title('member'), {
      key: ({ owner, name, before }) =>
        `${ownerKey(owner)}.${name}${before ? `<${scopeId(before)}` : ''}`,
      compute: (request) => evaluateMember(evaluator, request),
      bottom: NOTHING,
      equal: (left, right) => (left && right ? sameValue(left, right) : left === right),
      widen: (before, now) => (before && now ? join(before, now) : (now ?? before)),
    }),
    ...classQueries(options, title, () => evaluator, callers),
    passedTo: engine.query<ScopeReference, PassedArguments>(title('callers'), {
      key: scopeId,
      compute: (scope) => (callers ? evaluatePassed(callers, scope) : unfollowed(evaluator, scope)),
      bottom: NOT_YET,
      equal: samePassed,
      widen: joinPassed,
    }),
    fixturesOf: fixturesQuery(engine, title('fixtures'), () => evaluator),
    returnsOf: engine.query<BoundCall, Value>(title('returns'), {
      key: boundCallKey,
      compute: (call) => evaluateReturns(evaluator, call),
      bottom: NOTHING,
      equal: sameValue,
      widen: join,
    }),
  };
  return evaluator;
}
