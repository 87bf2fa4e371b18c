/*
 * Objects of frameworks that programs hang their own things on: `app.db = …` here, `current_app.db` there. The object itself is
 * outside of the workspace, so that what is read is what is written to the same attribute of an object of the same part.
 * Sources: https://flask.palletsprojects.com/en/stable/appcontext/, https://www.starlette.io/applications/#storing-state-on-the-app-instance,
 * https://click.palletsprojects.com/en/stable/complex/, https://behave.readthedocs.io/en/stable/context_attributes/
 */
import { nearestOf } from '../../link/modules.ts';
import type { UnitReference } from '../../link/place.ts';
import { unitsConcerning } from '../../link/test-code.ts';
import type { AttributeExpression, CallExpression, Expression } from '../../summary/expression.ts';
import { loadedConfigurations, loadsConfiguration } from './application-settings.ts';
import type { ContextRequest, Evaluator, Site } from '../evaluator.ts';
import { MAX_WRITERS, valuesWritten } from '../class/outside-write.ts';
import { isNothing, joinAll, NOTHING, type Value } from '../value/value.ts';

/** What an object is to the framework. */
type Part = 'app' | 'app.state' | 'request' | 'request.state' | 'g' | 'context';

/** Objects that frameworks offer by name. */
const OFFERED: ReadonlyMap<string, Part> = new Map([
  ['flask.current_app', 'app'],
  ['quart.current_app', 'app'],
  ['flask.g', 'g'],
  ['quart.g', 'g'],
  ['flask.request', 'request'],
  ['quart.request', 'request'],
]);

/** Calls that make an application, as the reason why nothing else is known about it says them. */
const APPLICATIONS: ReadonlySet<string> = new Set([
  'flask.Flask()',
  'quart.Quart()',
  'fastapi.FastAPI()',
  'starlette.applications.Starlette()',
  'chalice.Chalice()',
  'sanic.Sanic()',
  'aiohttp.web.Application()',
]);

/** What functions call such an object that a framework hands to them. */
const HANDED: ReadonlyMap<string, Part> = new Map([
  ['app', 'app'],
  ['application', 'app'],
  ['current_app', 'app'],
  ['request', 'request'],
  ['context', 'context'],
  ['ctx', 'context'],
]);

/** The part of an object with this value, as it is written; null for everything that may be something else. */
function partOf(
  evaluator: Evaluator,
  expression: Expression,
  value: Value,
  site: Site,
): Part | null {
  if (isNothing(value) || value.objects.some(({ kind }) => kind !== 'external')) return null;
  const offered = value.objects.flatMap((object) =>
    object.kind === 'external' ? [OFFERED.get(object.name) ?? null] : [],
  );
  const [first] = offered;
  if (first && offered.every((part) => part === first)) return first;
  if (expression.kind === 'attribute') {
    const owner = evaluator.evaluate(expression.object, site);
    // What is read from something unknown is unknown for the same reason, and yet something else.
    if (owner.unknowns.length > 0) return attributePart(evaluator, expression, owner, site);
  }
  if (value.unknowns.some(({ detail }) => APPLICATIONS.has(detail))) return 'app';
  if (expression.kind !== 'name' && expression.kind !== 'attribute') return null;
  const isHanded = value.unknowns.some(({ reason }) => reason === 'parameter-without-caller');
  return isHanded ? (HANDED.get(expression.name) ?? null) : null;
}

/** `request.app` is the application, and both have a `state`. */
function attributePart(
  evaluator: Evaluator,
  { object, name }: AttributeExpression,
  value: Value,
  site: Site,
): Part | null {
  const owner = partOf(evaluator, object, value, site);
  if (name === 'app' && owner === 'request') return 'app';
  if (name !== 'state') return null;
  return owner === 'app' ? 'app.state' : owner === 'request' ? 'request.state' : null;
}

/** What an attribute of such an object is; what is known otherwise stays when nothing is written to it. */
export function contextAttribute(
  evaluator: Evaluator,
  { object, name }: AttributeExpression,
  owner: Value,
  otherwise: Value,
  site: Site,
): Value {
  const isWritten = unitsConcerning(evaluator.program, site.file, 'write', name).length > 0;
  const isLoaded = name === CONFIGURATION && loadsConfiguration(evaluator, site.file);
  if (!isWritten && !isLoaded) return otherwise;
  const part = partOf(evaluator, object, owner, site);
  if (!part) return otherwise;
  const written = evaluator.contextWrites({ file: site.file, part, name });
  return isNothing(written) ? otherwise : written;
}

/** The attribute of an application that holds its configuration. */
const CONFIGURATION = 'config';

/** Whether a method is called on the configuration of an application. */
function isOfApp(evaluator: Evaluator, { callee }: CallExpression, site: Site): boolean {
  if (callee.kind !== 'attribute' || callee.object.kind !== 'attribute') return false;
  const { object, name } = callee.object;
  return (
    name === CONFIGURATION &&
    partOf(evaluator, object, evaluator.evaluate(object, site), site) === 'app'
  );
}

/** What is written to an attribute of the objects of a part, in the folder that is nearest to where it is asked for. */
export function evaluateContextWrites(
  evaluator: Evaluator,
  { file, part, name }: ContextRequest,
): Value {
  const units = unitsConcerning(evaluator.program, file, 'write', name);
  if (units.length > MAX_WRITERS) return NOTHING;
  const found = units.flatMap((unit: UnitReference) => {
    const values = valuesWritten(
      evaluator,
      unit,
      name,
      (object, site, expression) => partOf(evaluator, expression, object, site) === part,
    );
    return values.length > 0 ? [{ path: unit.file, values }] : [];
  });
  if (part === 'app' && name === CONFIGURATION)
    found.push(
      ...loadedConfigurations(evaluator, file, (call, site) => isOfApp(evaluator, call, site)),
    );
  return joinAll(nearestOf(file, found).flatMap(({ values }) => values));
}
