/*
 * Variables whose value another stack writes: stored parameters and outputs, where a template of the workspace has them.
 */
import { textsIn } from '../../flow/container/text.ts';
import type { StackOutput } from '../model.ts';
import { type Found, foundValue, type Scope } from './scope.ts';

/** `${ssm:/path}`: the value that a template writes to it; null when none does. */
export function storedParameter(
  { context, file }: Scope,
  address: string,
): readonly Found[] | null {
  // Older versions of the framework had a mark for secrets behind the path.
  const path = address.replace(/~(?:true|false|split)$/u, '');
  const found = context
    .documents()
    .filter((other) => other !== file)
    .flatMap((other) => context.modelOf(other).parameters)
    .filter(({ name }) => textsIn(name).has(path));
  return found.length > 0 ? found.map(({ value }) => foundValue(value)) : null;
}

/**
 * `${cf:stack.Output}`: what the stack of that name gives out; null when no template of the workspace does.
 * Most templates do not say what their stack is called: such a one counts when no other has an output of that name.
 */
export function outputOfStack({ context, file }: Scope, address: string): readonly Found[] | null {
  const dot = address.lastIndexOf('.');
  const [stack, key] = [address.slice(0, dot), address.slice(dot + 1)];
  const outputs = context
    .documents()
    .filter((other) => other !== file)
    .flatMap((other) => context.modelOf(other).outputs)
    .filter((output) => output.key === key);
  const named = outputs.filter((output) => output.stack && textsIn(output.stack).has(stack));
  const nameless = outputs.filter((output) => output.stack === null);
  const chosen: readonly StackOutput[] =
    named.length > 0 ? named : nameless.length === 1 ? nameless : [];
  return chosen.length > 0 ? chosen.map(({ value }) => foundValue(value)) : null;
}
