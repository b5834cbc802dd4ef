/** The functions of one interface of WASI 0.2, by their names in WIT; arguments and results as `Value` says. */
export type Interface = Readonly<Record<string, (...args: never[]) => unknown>>;
