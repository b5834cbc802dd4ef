import type { StateCreator } from 'zustand/vanilla';
import type { Policy } from '../../runtime/policy/policy.ts';
import type { InProject } from '../../runtime/protocol/kernel.ts';
import type {
  Project,
  ProjectAccess,
  ProjectOrigin,
  ProjectSettings,
  ProjectSummary,
} from '../../runtime/protocol/project.ts';

export type ProjectState =
  | { readonly phase: 'booting' }
  | {
      readonly phase: 'open';
      readonly summary: ProjectSummary;
      readonly settings: ProjectSettings;
      readonly access: ProjectAccess;
      readonly origin: ProjectOrigin;
      /** What was put right in it when it was opened; none once that has been read. */
      readonly repairs: readonly string[];
      /** This tab could change it, until another one took it over. */
      readonly wasTaken: boolean;
    };

export interface ProjectSlice {
  readonly project: ProjectState;
  /** Every stored project, the open one included. */
  readonly projects: readonly ProjectSummary[];
  /** The kernel does not have them yet as they are. */
  readonly areSettingsUnsaved: boolean;
  readonly projectOpened: (project: Project) => void;
  /** It is read, held or stored otherwise than before. */
  readonly projectChanged: (project: Project) => void;
  readonly repairsRead: () => void;
  readonly projectsListed: (projects: readonly ProjectSummary[]) => void;
  /** Its name, or whether it is kept. */
  readonly projectRenamed: (summary: ProjectSummary) => void;
  readonly settingsChanged: (patch: Partial<ProjectSettings>) => void;
  /** The policies before the one that holds, oldest first; of this visit to the project. */
  readonly policyPast: readonly Policy[];
  /** Those that were undone, the next to come first. */
  readonly policyFuture: readonly Policy[];
  /** What was typed last into one field; changes of one field in a row are one step back. */
  readonly policyField: string | undefined;
  readonly policyChanged: (patch: Partial<Policy>, field?: string) => void;
  readonly policyUndone: () => void;
  readonly policyRedone: () => void;
  /** The kernel has them, and says itself how far the storing is. */
  readonly settingsHandedOver: (settings: ProjectSettings) => void;
}

const MOST_STEPS = 100;
const NO_STEPS = { policyPast: [], policyFuture: [], policyField: undefined };

export const createProjectSlice: StateCreator<ProjectSlice> = (set) => ({
  project: { phase: 'booting' },
  projects: [],
  areSettingsUnsaved: false,
  ...NO_STEPS,
  projectOpened: ({ summary, settings, access, origin, repairs }) =>
    set({
      project: { phase: 'open', summary, settings, access, origin, repairs, wasTaken: false },
      areSettingsUnsaved: false,
      ...NO_STEPS,
    }),
  projectChanged: ({ summary, settings, access, origin, repairs }) =>
    set(({ project, areSettingsUnsaved }) => {
      if (project.phase !== 'open' || project.summary.id !== summary.id) return {};
      const wasTaken = access === 'reader' && (project.access === 'owner' || project.wasTaken);
      return {
        project: { ...project, summary, settings, access, origin, wasTaken, repairs: [...project.repairs, ...repairs] },
        areSettingsUnsaved: access === 'owner' && areSettingsUnsaved,
      };
    }),
  repairsRead: () => set(({ project }) => (project.phase === 'open' ? { project: { ...project, repairs: [] } } : {})),
  projectsListed: (projects) => set({ projects }),
  projectRenamed: (summary) =>
    set(({ project, projects }) => ({
      projects: projects.map((known) => (known.id === summary.id ? summary : known)),
      project: project.phase === 'open' && project.summary.id === summary.id ? { ...project, summary } : project,
    })),
  settingsChanged: (patch) => set(({ project }) => withSettings(project, () => patch)),
  policyChanged: (patch, field) =>
    set((state) => {
      const { project, policyPast, policyField } = state;
      if (project.phase !== 'open') return {};
      const { policy } = project.settings;
      const isSameStep = field !== undefined && field === policyField;
      return {
        ...withSettings(project, () => ({ policy: { ...policy, ...patch } })),
        policyPast: isSameStep ? policyPast : [...policyPast, policy].slice(-MOST_STEPS),
        policyFuture: [],
        policyField: field,
      };
    }),
  policyUndone: () =>
    set(({ project, policyPast: past, policyFuture: future }) =>
      stepTo(project, past.at(-1), (now) => ({ policyPast: past.slice(0, -1), policyFuture: [now, ...future] })),
    ),
  policyRedone: () =>
    set(({ project, policyPast: past, policyFuture: [next, ...future] }) =>
      stepTo(project, next, (now) => ({ policyPast: [...past, now], policyFuture: future })),
    ),
  settingsHandedOver: (settings) =>
    set(({ project }) =>
      project.phase === 'open' && project.settings === settings ? { areSettingsUnsaved: false } : {},
    ),
});

function stepTo(
  project: ProjectState,
  policy: Policy | undefined,
  steps: (now: Policy) => Pick<ProjectSlice, 'policyPast' | 'policyFuture'>,
): Partial<ProjectSlice> {
  if (!policy || project.phase !== 'open') return {};
  return { ...withSettings(project, () => ({ policy })), ...steps(project.settings.policy), policyField: undefined };
}

function withSettings(
  project: ProjectState,
  change: (settings: ProjectSettings) => Partial<ProjectSettings>,
): Partial<ProjectSlice> {
  // What is only read has settings that stay as they are.
  if (project.phase !== 'open' || project.access === 'reader') return {};
  const { settings } = project;
  return { project: { ...project, settings: { ...settings, ...change(settings) } }, areSettingsUnsaved: true };
}

export function selectSettings({ project }: ProjectSlice): ProjectSettings | undefined {
  return project.phase === 'open' ? project.settings : undefined;
}

/** Names the open project in a request; where none is open, the kernel refuses the request. */
export function inOpenProject({ project }: Pick<ProjectSlice, 'project'>): InProject {
  return { projectId: project.phase === 'open' ? project.summary.id : '' };
}

/** Another tab has it open: here nothing of it can be changed. */
export function selectIsReader({ project }: Pick<ProjectSlice, 'project'>): boolean {
  return project.phase === 'open' && project.access === 'reader';
}

export function selectProjectName({ project }: ProjectSlice): string | undefined {
  return project.phase === 'open' ? project.summary.name : undefined;
}

/** It goes with the page unless it is kept. */
export function selectIsTemporary({ project }: ProjectSlice): boolean {
  return project.phase === 'open' && project.summary.isTemporary === true;
}
