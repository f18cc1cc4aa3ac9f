import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright';
import { chromiumFlags, chromiumMissing, findChromium } from '../../../scripts/chromium.mjs';

/** A fresh, empty profile folder: what a browser writes there outlives its process, as on a person's machine. */
export function makeProfile(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'assay-profile-'));
}

const desk = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/**
 * Chromium on a profile folder; start it again on the same folder to see what has survived. It offers WebGPU unless that is
 * switched off: then it is a browser without. With `touch` it is a phone's. With `bypassCSP` no page has a policy.
 */
export function launchChromium(
  profile: string,
  { webgpu = true, touch = false, bypassCSP = false } = {},
): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(chromiumMissing);
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: webgpu ? chromiumFlags : chromiumFlags.filter((flag) => !/webgpu|Vulkan/.test(flag)),
    headless: true,
    acceptDownloads: true,
    bypassCSP,
    ...(touch ? phone : desk),
  });
}
