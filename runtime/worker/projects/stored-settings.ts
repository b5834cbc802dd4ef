import { parsePolicy } from '../../policy/parse-policy.ts';
import { DEFAULT_POLICY, policy, type Policy } from '../../policy/policy.ts';
import { DEFAULT_SETTINGS, type ProjectSettings } from '../../protocol/project.ts';

/** As settings were stored before they held a policy: these two were all of it that could be chosen. */
interface BeforePolicies {
  readonly personality?: Policy['personality'];
  readonly listenPort?: number | undefined;
}

/** Settings as they were stored, in today's shape: a field that did not exist yet has its default. */
export function settingsFrom(stored: Partial<ProjectSettings> & BeforePolicies): ProjectSettings {
  const { personality = 'strict', listenPort, ...kept } = stored;
  const listen = listenPort === undefined ? [] : [{ port: listenPort }];
  return {
    ...DEFAULT_SETTINGS,
    ...kept,
    policy: kept.policy === undefined ? { ...DEFAULT_POLICY, personality, listen } : policyFrom(kept.policy),
  };
}

/** What cannot be read grants nothing: taking the default instead could grant more than was meant. */
function policyFrom(stored: unknown): Policy {
  const parsed = parsePolicy(stored);
  return parsed.ok ? parsed.value : policy();
}
