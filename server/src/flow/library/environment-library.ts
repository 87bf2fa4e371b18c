/*
 * Reading the environment: the standard library, and packages that wrap it.
 * Sources: https://docs.python.org/3/library/os.html#os.environ, https://pypi.org/project/python-decouple/,
 * https://pypi.org/project/environs/, https://django-environ.readthedocs.io/, https://www.starlette.io/config/
 */
import { type Environment, environmentValue } from './environment.ts';
import { type CallArguments, type LibraryModel, NO_LIBRARY } from './library.ts';
import { fillTemplate, type TemplatePart } from '../container/text.ts';
import { NOTHING, textValue, type Value, valueOf } from '../value/value.ts';

/** Functions that give the value of a variable, with the name of the parameter for the variable. */
const READERS: ReadonlyMap<string, string> = new Map([
  ['os.getenv', 'key'],
  ['os.environ.get', 'key'],
  ['os.environ.pop', 'key'],
  ['os.environ.setdefault', 'key'],
  ['decouple.config', 'option'],
  ['environs.Env()', 'name'],
  ['environs.Env().str', 'name'],
  ['environs.env', 'name'],
  ['environs.env.str', 'name'],
  ['environ.Env()', 'var'],
  ['environ.Env().str', 'var'],
  ['starlette.config.Config()', 'key'],
  ['starlette.config.Config().get', 'key'],
]);

/** Classes whose instances read variables: an instance is known by the name of its class with `()`. */
const MAKES_READER: ReadonlySet<string> = new Set([
  'environs.Env',
  'environ.Env',
  'starlette.config.Config',
]);

const ENVIRONMENT: Value = valueOf({ kind: 'external', name: 'os.environ' });

/** The parts of a text with `$NAME` and `${NAME}`. */
function variableParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of template.matchAll(/\$(?:(\w+)|\{(\w+)\})/g)) {
    parts.push({ kind: 'text', text: template.slice(from, match.index) });
    parts.push({ kind: 'slot', key: match[1] ?? match[2] ?? '', exact: true });
    from = match.index + match[0].length;
  }
  parts.push({ kind: 'text', text: template.slice(from) });
  return parts;
}

function callExternal(environment: Environment, name: string, call: CallArguments): Value | null {
  const parameter = READERS.get(name);
  if (parameter !== undefined) {
    const variable = call.get(parameter, 0);
    // Starlette takes the type of the value second.
    const position = name.startsWith('starlette.') ? 2 : 1;
    const initial = call.get('default', position)?.value ?? NOTHING;
    return variable && environmentValue(environment, variable.value, initial, call);
  }
  switch (name) {
    case 'os.environ.copy':
      return ENVIRONMENT;
    case 'os.path.expandvars': {
      const text = call.get('path', 0);
      return (
        text &&
        fillTemplate(text.value, variableParts, (key) =>
          environmentValue(environment, textValue(String(key)), NOTHING, call),
        )
      );
    }
    case 'builtins.dict': {
      const [first] = call.positional();
      const isEnvironment = first?.objects.some(
        (object) => object.kind === 'external' && object.name === 'os.environ',
      );
      return isEnvironment && call.keywords().size === 0 ? ENVIRONMENT : null;
    }
    default:
      return MAKES_READER.has(name) ? valueOf({ kind: 'external', name: `${name}()` }) : null;
  }
}

/** The name of a variable as Python writes it; dots for one that may be several. */
function printKey({ objects: [only, ...others] }: Value): string {
  return only?.kind === 'string' && others.length === 0 ? `'${only.text}'` : '...';
}

/** The environment. */
export function createEnvironmentLibrary(environment: Environment): LibraryModel {
  return {
    ...NO_LIBRARY,
    callExternal: (name, call) => callExternal(environment, name, call),
    itemOf: (name, index, at) => {
      if (name !== 'os.environ') return null;
      const note = `os.environ[${printKey(index)}]`;
      return environmentValue(environment, index, NOTHING, { at, note });
    },
  };
}
