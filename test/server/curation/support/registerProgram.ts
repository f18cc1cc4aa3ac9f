import { copying, finalPlan, registryAt, runFinal } from './finalPlan';

/** Runs a plan with its registration as a program of its own: `node program FOLDER MACHINES REGISTRY CHECKPOINT`. It can be killed at any moment. */
async function main(folder: string, machines: string, registry: string, checkpoint: string): Promise<void> {
  const at = registryAt(folder, registry, { patience: 1 });
  await runFinal(folder, await finalPlan(folder, machines, at, copying(checkpoint)));
}

const [, , folder = '', machines = '', registry = '', checkpoint = ''] = process.argv;
await main(folder, machines, registry, checkpoint);
