import { DEFAULT_LIMITS, type Policy } from '../../../runtime/policy/policy.ts';
import { useServices } from '../../services/use-services.ts';
import { useApp } from '../../state/use-app.ts';
import { CheckField, SelectField, type Choice } from '../../ui/Field.tsx';
import { DraftField } from './DraftField.tsx';
import { instantOf, instantText, numberWrong, stdinText } from './policy-text.ts';
import { portProblem } from './port-text.ts';

interface PartProps {
  readonly policy: Policy;
}

/** What the program reads as standard input, which is written and chosen in the panel Input. */
export function InputPart({ stdin }: { readonly stdin: Policy['stdin'] }) {
  const { focus } = useServices();
  return (
    <p className="policy-input">
      <span className="field-label">Standard input</span>
      <span>{stdinText(stdin)}</span>
      <button type="button" className="button is-small" onClick={() => focus.show('input')}>
        Change it in Input
      </button>
    </p>
  );
}

const CLOCKS: readonly Choice<Policy['clocks']['kind']>[] = [
  { value: 'exact', label: 'Exact' },
  { value: 'coarse', label: 'Coarse: goes in steps' },
  { value: 'frozen', label: 'Frozen: stands still' },
];
const RANDOM: readonly Choice<Policy['random']['kind']>[] = [
  { value: 'real', label: 'Real' },
  { value: 'seeded', label: 'Seeded: the same in every run' },
];
const CLOCK_DEFAULTS: Readonly<Record<Policy['clocks']['kind'], Policy['clocks']>> = {
  exact: { kind: 'exact' },
  coarse: { kind: 'coarse', stepNs: 1e9 },
  frozen: { kind: 'frozen', atNs: '1767225600000000000' },
};
const DAY_MS = 86_400_000;

export function TimePart({ policy: { clocks, random } }: PartProps) {
  const change = useApp((state) => state.policyChanged);
  return (
    <>
      <SelectField
        label="Clocks"
        choices={CLOCKS}
        value={clocks.kind}
        onChange={(kind) => change({ clocks: CLOCK_DEFAULTS[kind] })}
      />
      {clocks.kind === 'coarse' && (
        <DraftField
          label="Step in milliseconds"
          inputMode="numeric"
          value={String(clocks.stepNs / 1e6)}
          problemOf={(text) => numberWrong(text, 1, DAY_MS)}
          onChange={(text) => change({ clocks: { kind: 'coarse', stepNs: Number(text) * 1e6 } }, 'step')}
        />
      )}
      {clocks.kind === 'frozen' && (
        <DraftField
          label="Time (UTC)"
          value={instantText(clocks.atNs)}
          problemOf={(text) => (instantOf(text) === undefined ? 'A time such as 2026-01-01 00:00:00' : undefined)}
          onChange={(text) => change({ clocks: { kind: 'frozen', atNs: instantOf(text) ?? clocks.atNs } }, 'instant')}
        />
      )}
      <SelectField
        label="Random numbers"
        choices={RANDOM}
        value={random.kind}
        onChange={(kind) => change({ random: kind === 'real' ? { kind } : { kind, seed: 1 } })}
      />
      {random.kind === 'seeded' && (
        <DraftField
          label="Seed"
          inputMode="numeric"
          value={String(random.seed)}
          problemOf={(text) => numberWrong(text, 0, 0xffff_ffff)}
          onChange={(text) => change({ random: { kind: 'seeded', seed: Number(text) } }, 'seed')}
        />
      )}
    </>
  );
}

/** The port of a socket unless another one is chosen. */
const USUAL_PORT = 8080;

export function NetworkPart({ policy: { listen } }: PartProps) {
  const change = useApp((state) => state.policyChanged);
  const ports = listen.map(({ port }) => port);
  return (
    <>
      <CheckField
        label="Listening socket"
        note="On the network inside this page, from the next run on. The program finds its descriptor in LISTEN_FD. Nothing outside the page can reach it."
        isChecked={listen.length > 0}
        onChange={(isOn) => change({ listen: isOn ? [{ port: USUAL_PORT }] : [] })}
      />
      {listen.map(({ port }, i) => (
        <div key={i} className="policy-inner">
          <DraftField
            label={listen.length === 1 ? 'Port' : `Port ${i + 1}`}
            inputMode="numeric"
            value={String(port)}
            problemOf={(text) =>
              portProblem(text) ??
              (ports.some((other, at) => at !== i && other === Number(text))
                ? 'That port is granted already'
                : undefined)
            }
            onChange={(text) => change({ listen: listen.with(i, { port: Number(text) }) }, `port ${i}`)}
          />
        </div>
      ))}
    </>
  );
}

const PERSONALITIES: readonly Choice<Policy['personality']>[] = [
  { value: 'strict', label: 'Strict Preview 1' },
  { value: 'modern', label: 'Modern' },
];
const PERSONALITY_NOTES: Readonly<Record<Policy['personality'], string>> = {
  strict: 'Every right that Preview 1 defines is checked on every call.',
  modern:
    'As today’s hosts do: a program opens something to read it or to change it, and single rights beyond that are not checked. Linking and renaming need the right to change on both sides.',
};
const PAGES_PER_MIB = 16;
const MOST_MIB = 4096;

export function HostPart({ policy: { personality, limits } }: PartProps) {
  const change = useApp((state) => state.policyChanged);
  return (
    <>
      <SelectField
        label="Host behaviour"
        note={PERSONALITY_NOTES[personality]}
        choices={PERSONALITIES}
        value={personality}
        onChange={(chosen) => change({ personality: chosen })}
      />
      <div className="preopen-pair">
        <DraftField
          label="Memory, MiB"
          inputMode="numeric"
          value={String(limits.memoryPages / PAGES_PER_MIB)}
          problemOf={(text) => numberWrong(text, 1, MOST_MIB)}
          onChange={(text) => change({ limits: { ...limits, memoryPages: Number(text) * PAGES_PER_MIB } }, 'memory')}
        />
        <DraftField
          label="Open files at once"
          inputMode="numeric"
          value={String(limits.openFiles)}
          problemOf={(text) => numberWrong(text, 0, DEFAULT_LIMITS.openFiles * 64)}
          onChange={(text) => change({ limits: { ...limits, openFiles: Number(text) } }, 'files')}
        />
      </div>
    </>
  );
}
