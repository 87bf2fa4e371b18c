/*
 * Expressions and bindings as short Python-like source, for people: the notes in a trail.
 */
import type { Binding } from './unit.ts';
import type { CallArgument, Expression, Narrowing, SliceExpression } from './expression.ts';
import { assertNever } from '../base/assert-never.ts';

/** Notes are cut to this many characters. */
const MAX_LENGTH = 80;
const ELLIPSIS = '…';

function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}${ELLIPSIS}` : text;
  return `'${short.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`;
}

function printArgument({ kind, name, value }: CallArgument): string {
  switch (kind) {
    case 'positional':
      return print(value);
    case 'keyword':
      return `${name ?? ELLIPSIS}=${print(value)}`;
    case 'spread':
      return `*${print(value)}`;
    case 'keyword-spread':
      return `**${print(value)}`;
  }
}

function printFString(parts: readonly Expression[]): string {
  const inside = parts.map((part) => (part.kind === 'string' ? part.text : `{${print(part)}}`));
  return `f'${inside.join('')}'`;
}

function printItems(items: readonly string[]): string {
  return items.length > 3 ? `${items.slice(0, 3).join(', ')}, ${ELLIPSIS}` : items.join(', ');
}

function printBase(base: Expression | null): string {
  return base ? print(base) : ELLIPSIS;
}

function printSlice({ from, to, step }: SliceExpression): string {
  const part = (value: Expression | null): string => (value ? print(value) : '');
  return `${part(from)}:${part(to)}${step ? `:${part(step)}` : ''}`;
}

function printRare(expression: Expression): string {
  switch (expression.kind) {
    case 'alternatives':
      return expression.form === 'conditional'
        ? expression.options.map(print).join(' if … else ')
        : expression.options
            .map(print)
            .join(expression.form === 'union' ? ' | ' : ` ${expression.form} `);
    case 'dict':
      return `{${printItems(expression.entries.map(({ key, value }) => (key ? `${print(key)}: ${print(value)}` : `**${print(value)}`)))}}`;
    case 'slice':
      return printSlice(expression);
    case 'sequence':
      return `[${printItems(expression.items.map(print))}]`;
    case 'spread':
      return `*${print(expression.value)}`;
    case 'comprehension':
      return `[${print(expression.element)} for ${ELLIPSIS}]`;
    case 'dict-comprehension':
      return `{${print(expression.key)}: ${print(expression.value)} for ${ELLIPSIS}}`;
    case 'await':
      return `await ${print(expression.value)}`;
    case 'element':
      return `one of ${print(expression.iterable)}`;
    case 'entered':
      return print(expression.context);
    case 'stated':
      return print(expression.value);
    case 'unpacked':
      return `${print(expression.source)}[${expression.index}]`;
    case 'item-assigned':
      return `${printBase(expression.base)}[${print(expression.key)}] = ${print(expression.value)}`;
    case 'mutated':
      return `${printBase(expression.base)}.${expression.method}(${expression.arguments.map(printArgument).join(', ')})`;
    default:
      return ELLIPSIS;
  }
}

function print(expression: Expression): string {
  switch (expression.kind) {
    case 'string':
      return quote(expression.text);
    case 'constant':
      return expression.text;
    case 'name':
      return expression.name;
    case 'attribute':
      return `${print(expression.object)}.${expression.name}`;
    case 'call':
      return `${print(expression.callee)}(${printItems(expression.arguments.map(printArgument))})`;
    case 'subscript':
      return `${print(expression.object)}[${print(expression.index)}]`;
    case 'concatenation':
      return expression.form === 'plus'
        ? expression.parts.map(print).join(' + ')
        : printFString(expression.parts);
    case 'percent':
      return `${print(expression.template)} % ${print(expression.values)}`;
    default:
      return printRare(expression);
  }
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}${ELLIPSIS}` : text;
}

/** An expression on one line, cut when it is long. */
export function printExpression(expression: Expression): string {
  return shorten(print(expression));
}

/** What a condition leaves of a name. */
function conditionOf({ kind }: Narrowing): string {
  return kind === 'true' || kind === 'not-none' ? 'it is set' : 'a condition leaves it';
}

/** A binding on one line, as it would be written: `TABLE = 'Movies'`, `from config import TABLE`. */
export function printBinding(binding: Binding): string {
  switch (binding.kind) {
    case 'assignment':
      if (!binding.value) return binding.name;
      if (binding.value.kind === 'item-assigned' || binding.value.kind === 'mutated')
        return shorten(print(binding.value));
      if (binding.value.kind === 'entered')
        return shorten(`with ${print(binding.value)} as ${binding.name}`);
      if (binding.value.kind === 'element')
        return shorten(`for ${binding.name} in ${print(binding.value.iterable)}`);
      if (binding.value.kind === 'name' && binding.value.narrowing)
        return shorten(`${print(binding.value)} where ${conditionOf(binding.value.narrowing)}`);
      return shorten(`${binding.name} = ${print(binding.value)}`);
    case 'parameter':
      return shorten(
        `parameter ${binding.name}${binding.annotation ? `: ${print(binding.annotation)}` : ''}${binding.initial ? ` = ${print(binding.initial)}` : ''}`,
      );
    case 'import': {
      const module = `${'.'.repeat(binding.level)}${binding.module}`;
      const alias =
        binding.name === (binding.member ?? binding.module) ? '' : ` as ${binding.name}`;
      return binding.member === null
        ? `import ${module}${alias}`
        : `from ${module} import ${binding.member}${alias}`;
    }
    case 'function':
      return `def ${binding.name}`;
    case 'class':
      return `class ${binding.name}`;
    case 'unknown':
      return binding.name;
    default:
      return assertNever(binding);
  }
}
