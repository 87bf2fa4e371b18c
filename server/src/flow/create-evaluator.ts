/*
 * Puts the evaluation of a program together from its parts. This is the one place that knows all of them.
 */
import type { BindingReference, ScopeReference } from '../link/place.ts';
import { bindingId, scopeId } from '../link/place.ts';
import { createNameQueries } from '../link/names.ts';
import type { Program } from '../link/program.ts';
import { evaluatePassed, NOT_YET, samePassed } from './callers.ts';
import { evaluateMember } from './member.ts';
import { evaluateExpression } from './evaluate.ts';
import { evaluateBinding } from './evaluate-binding.ts';
import { boundCallKey, evaluateReturns } from './evaluate-function.ts';
import type { BoundCall, Evaluator, MemberRequest, PassedArguments } from './evaluator.ts';
import type { LibraryModel } from './library.ts';
import { sameValue } from './same.ts';
import { identityOf, NOTHING, type Value } from './value.ts';

/** Creates the evaluation of a program with what is known about libraries. */
export function createEvaluator(program: Program, library: LibraryModel): Evaluator {
  const { engine } = program;
  const evaluator: Evaluator = {
    program,
    names: createNameQueries(program),
    library,
    evaluate: (expression, site) => evaluateExpression(evaluator, expression, site),
    bindingValue: engine.query<BindingReference, Value>('value', {
      key: bindingId,
      compute: (reference) => evaluateBinding(evaluator, reference, null),
      bottom: NOTHING,
      equal: sameValue,
    }),
    memberOf: engine.query<MemberRequest, Value | null>('member', {
      key: ({ owner, name }) => `${identityOf(owner)}.${name}`,
      compute: (request) => evaluateMember(evaluator, request),
      bottom: NOTHING,
      equal: (left, right) => (left && right ? sameValue(left, right) : left === right),
    }),
    passedTo: engine.query<ScopeReference, PassedArguments>('callers', {
      key: scopeId,
      compute: (scope) => evaluatePassed(evaluator, scope),
      bottom: NOT_YET,
      equal: samePassed,
    }),
    returnsOf: engine.query<BoundCall, Value>('returns', {
      key: boundCallKey,
      compute: (call) => evaluateReturns(evaluator, call),
      bottom: NOTHING,
      equal: sameValue,
    }),
  };
  return evaluator;
}
