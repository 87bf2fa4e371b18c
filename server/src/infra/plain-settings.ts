/*
 * Variables that are written as plain texts, in maps from name to value.
 */
import { withStep } from '../flow/value/trail.ts';
import { textValue } from '../flow/value/value.ts';
import type { FilePath } from '../link/place.ts';
import { type DocumentNode, entriesOf, textOf } from '../syntax/document/document.ts';
import type { EnvironmentSetting } from './model.ts';
import { isPlaceholder } from './placeholder.ts';
import { placeOfNode } from './template.ts';

/** The variables of several maps, of which a later one counts before an earlier one. Placeholders set nothing. */
export function plainSettings(
  file: FilePath,
  maps: readonly (DocumentNode | null)[],
): readonly EnvironmentSetting[] {
  const settings = new Map<string, EnvironmentSetting>();
  for (const { key, value } of maps.flatMap(entriesOf)) {
    const text = textOf(value);
    if (text === null || isPlaceholder(text)) continue;
    const at = placeOfNode(file, value.path);
    const written = withStep(textValue(text), at, `${key}: ${text}`);
    settings.set(key, { variable: key, value: written, at });
  }
  return [...settings.values()];
}
