import type { TestProject } from 'vitest/node';
import { tinyFiles } from '../../engine/support/tinyCheckpoint';
import { StandInHub } from './StandInHub';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of a stand-in hub; its repositories and faults are set by `POST /control`. */
    hub: string;
  }
}

/** One stand-in hub for all tests in the browser, which cannot start servers. */
export default async function startHub(project: TestProject): Promise<() => Promise<void>> {
  const hub = await StandInHub.start();
  hub.add('maker/tiny', tinyFiles());
  hub.add('maker/gated', tinyFiles(), { token: 'hf_right', isGated: true });
  project.provide('hub', hub.base);
  return () => hub.close();
}
