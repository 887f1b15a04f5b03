import type { ActionConfig } from '../protocol/widget/action.ts';
import type { Props } from './build.ts';
import { build } from './build.ts';

/**
 * What happens when a person uses a part of a widget (protocol C.3). `type` is the name your
 * `action` or `syncAction` hook is told; the payload comes back from the client, so treat it as
 * untrusted.
 *
 * @example button({ label: 'Delete', onClickAction: action('task.delete', { payload: { id } }) })
 */
export function action(type: string, options: Props<ActionConfig> = {}): ActionConfig {
  return build<ActionConfig>(type, options);
}
