/*
 * The arguments of the command line as data. Anything that is not understood is wrong use, never ignored.
 */
import { parseArgs } from 'node:util';
import type { DiagnosticSeverity } from '../ide/diagnostics.ts';

/** What the user asks for. */
export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'scan'; readonly options: ScanArguments }
  | { readonly kind: 'wrong'; readonly message: string };

/** The arguments of `dynamolens scan`. */
export interface ScanArguments {
  /** As the user wrote them; at least one. */
  readonly folders: readonly string[];
  readonly format: 'text' | 'json';
  readonly failOn: DiagnosticSeverity | null;
  readonly color: 'auto' | 'always' | 'never';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

const formats = ['text', 'json'] as const;
const colors = ['auto', 'always', 'never'] as const;
const severities = ['error', 'warning', 'information', 'hint'] as const;

/** Reads the arguments that stand behind the program's name. */
export function readArguments(args: readonly string[]): Command {
  try {
    return readStrictly(args);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // The parser of Node adds advice about `--` behind its first sentence.
    return { kind: 'wrong', message: error.message.replace(/\. To specify.*$/su, '') };
  }
}

/** Throws an error with a message for the user when something is not understood. */
function readStrictly(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    strict: true,
    allowPositionals: true,
    options: {
      format: { type: 'string', default: 'text' },
      'fail-on': { type: 'string' },
      color: { type: 'string', default: 'auto' },
      include: { type: 'string', multiple: true },
      exclude: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean' },
    },
  });
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  const [command, ...folders] = positionals;
  if (command === undefined) return { kind: 'wrong', message: 'A command is missing' };
  if (command !== 'scan') return { kind: 'wrong', message: `Unknown command '${command}'` };
  const failOn = values['fail-on'];
  return {
    kind: 'scan',
    options: {
      folders: folders.length > 0 ? folders : ['.'],
      format: oneOf('--format', values.format, formats),
      failOn: failOn === undefined ? null : oneOf('--fail-on', failOn, severities),
      color: oneOf('--color', values.color, colors),
      include: values.include ?? ['**/*.py'],
      exclude: values.exclude ?? [],
    },
  };
}

function oneOf<Value extends string>(
  option: string,
  value: string,
  allowed: readonly Value[],
): Value {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new Error(`${option} must be one of ${allowed.join(', ')}, not '${value}'`);
  }
  return found;
}
