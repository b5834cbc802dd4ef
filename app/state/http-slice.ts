import type { StateCreator } from 'zustand/vanilla';
import type { HttpExchange } from '../../runtime/protocol/kernel.ts';

/** A request as it is being written. */
export interface HttpDraft {
  readonly method: string;
  readonly path: string;
  /** `Name: value`, one a line. */
  readonly headers: string;
  readonly body: string;
}

export type HttpState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'sending' }
  | { readonly phase: 'answered'; readonly exchange: HttpExchange }
  /** `why` is a sentence. */
  | { readonly phase: 'refused'; readonly why: string };

export interface HttpSlice {
  readonly httpDraft: HttpDraft;
  readonly http: HttpState;
  readonly httpDrafted: (patch: Partial<HttpDraft>) => void;
  readonly httpChanged: (http: HttpState) => void;
}

export const createHttpSlice: StateCreator<HttpSlice> = (set) => ({
  httpDraft: { method: 'GET', path: '/', headers: '', body: '' },
  http: { phase: 'idle' },
  httpDrafted: (patch) => set(({ httpDraft }) => ({ httpDraft: { ...httpDraft, ...patch } })),
  httpChanged: (http) => set({ http }),
});
