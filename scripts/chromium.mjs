/** Where Chrome or Chromium lies on this machine, and how tests and benches start it. Plain Node: scripts run before anything is built. */
import { accessSync, constants } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';

const programNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const macPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * WebGPU through SwiftShader where there is no graphics card, no sandbox (containers and root have none), and none of the
 * calls that the browser makes for itself.
 */
export const chromiumFlags = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  '--use-webgpu-adapter=swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** @param {NodeJS.ProcessEnv} environment */
function usualPlaces(environment) {
  if (platform() === 'darwin') return macPlaces.flatMap((place) => [place, join(homedir(), place)]);
  if (platform() === 'win32') {
    const roots = [environment['PROGRAMFILES'], environment['PROGRAMFILES(X86)'], environment['LOCALAPPDATA']];
    return roots.flatMap((root) => (root ? [join(root, 'Google', 'Chrome', 'Application', 'chrome.exe')] : []));
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).concat('/usr/bin', '/snap/bin', '/opt/google/chrome');
  return programNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser's program: `CHROME_PATH` when it is set (and then nothing else), otherwise the usual places.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | null} null when there is none
 */
export function findChromium(environment = process.env) {
  const chosen = environment['CHROME_PATH'];
  if (chosen) return isProgram(chosen) ? chosen : null;
  return usualPlaces(environment).find(isProgram) ?? null;
}

export const chromiumMissing =
  'No Chrome or Chromium was found: install Google Chrome or the package "chromium", or set CHROME_PATH to its program.';
