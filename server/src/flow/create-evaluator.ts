/*
 * Puts the evaluation of a program together from its parts. This is the one place that knows all of them.
 */
import type { BindingReference, ScopeReference } from '../link/place.ts';
import { bindingId, scopeId } from '../link/place.ts';
import type { NameQueries } from '../link/names.ts';
import type { Program } from '../link/program.ts';
import { evaluatePassed, NO_CALLERS, NOT_YET, samePassed } from './callers.ts';
import { findConstructor } from './construct.ts';
import { evaluateMember } from './member.ts';
import { evaluateExpression } from './evaluate.ts';
import { callValue } from './evaluate-call.ts';
import { evaluateBinding } from './evaluate-binding.ts';
import { boundCallKey, evaluateReturns } from './evaluate-function.ts';
import type { BoundCall, Evaluator, MemberRequest, PassedArguments } from './evaluator.ts';
import type { LibraryModel } from './library.ts';
import { sameValue } from './same.ts';
import { ownerKey } from './value-key.ts';
import { NOTHING, type Value } from './value.ts';

/** What an evaluation is made of. */
export interface EvaluatorOptions {
  readonly program: Program;
  readonly names: NameQueries;
  readonly library: LibraryModel;
  /** `far` follows parameters to all callers; `near` takes a parameter for what its default and annotation say. */
  readonly reach: 'far' | 'near';
}

/** Creates the evaluation of a program with what is known about libraries. */
export function createEvaluator({ program, names, library, reach }: EvaluatorOptions): Evaluator {
  const { engine } = program;
  const title = (name: string): string => (reach === 'far' ? name : `near ${name}`);
  const evaluator: Evaluator = {
    program,
    names,
    library,
    evaluate: (expression, site) => evaluateExpression(evaluator, expression, site),
    call: (callee, given) => callValue(evaluator, callee, given),
    bindingValue: engine.query<BindingReference, Value>(title('value'), {
      key: bindingId,
      compute: (reference) => evaluateBinding(evaluator, reference, null),
      bottom: NOTHING,
      equal: sameValue,
    }),
    memberOf: engine.query<MemberRequest, Value | null>(title('member'), {
      key: ({ owner, name }) => `${ownerKey(owner)}.${name}`,
      compute: (request) => evaluateMember(evaluator, request),
      bottom: NOTHING,
      equal: (left, right) => (left && right ? sameValue(left, right) : left === right),
    }),
    constructorOf: engine.query<ScopeReference, ScopeReference | null>(title('constructor'), {
      key: scopeId,
      compute: (scope) => findConstructor(evaluator, scope),
      bottom: null,
      equal: (left, right) => (left && right ? scopeId(left) === scopeId(right) : left === right),
    }),
    passedTo: engine.query<ScopeReference, PassedArguments>(title('callers'), {
      key: scopeId,
      compute: (scope) => (reach === 'far' ? evaluatePassed(evaluator, scope) : NO_CALLERS),
      bottom: NOT_YET,
      equal: samePassed,
    }),
    returnsOf: engine.query<BoundCall, Value>(title('returns'), {
      key: boundCallKey,
      compute: (call) => evaluateReturns(evaluator, call),
      bottom: NOTHING,
      equal: sameValue,
    }),
  };
  return evaluator;
}
