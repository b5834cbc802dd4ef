// The scripts are plain JavaScript, since they run before anything is installed. What bench/ uses of them:

declare module '*/scripts/lib/browsers.mjs' {
  import type { LaunchOptions } from '@playwright/test';

  export type BrowserName = 'chromium' | 'firefox';
  export function candidates(name: BrowserName, own: string): readonly (string | undefined)[];
  export function launchOptions(
    name: BrowserName,
    executablePath: string | undefined,
  ): Pick<LaunchOptions, 'args' | 'channel' | 'executablePath'>;
}

declare module '*/scripts/lib/compress.mjs' {
  export function compressFolder(options: {
    readonly folder: string;
    readonly cache: string;
    readonly isBest: (name: string) => boolean;
    readonly say: (line: string) => void;
  }): Promise<unknown>;
}

declare module '*/scripts/lib/run.mjs' {
  export const ROOT: string;
  export const CACHE: string;
}

declare module '*/scripts/lib/site.mjs' {
  export const DIST: string;
}

declare module '*/scripts/lib/static-server.mjs' {
  import type { Server } from 'node:http';

  export function staticServer(folder: string, options?: { readonly isOurs?: boolean }): Server;
  export function listen(server: Server, port: number): Promise<number>;
}
