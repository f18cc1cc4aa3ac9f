import { arch, cpus, platform, totalmem } from 'node:os';
import type { BenchFields } from './Bench';

/** What a figure was measured on: without it a figure says nothing. */
export function machine(): BenchFields {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
  };
}
