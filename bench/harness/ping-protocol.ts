interface Shape {
  /** One of the two asks and measures; the other answers. */
  readonly isCaller: boolean;
  readonly calls: number;
  readonly batches: number;
}

/** Page → ping worker, once. The caller answers with ns for each batch. */
export type PingStart =
  | (Shape & { readonly kind: 'message'; readonly port: MessagePort })
  | (Shape & { readonly kind: 'spin' | 'sleep'; readonly memory: SharedArrayBuffer });
