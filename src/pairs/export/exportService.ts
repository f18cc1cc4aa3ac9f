import type { ExportContract } from './contract';
import { ExportDesk, type ExportPorts } from './ExportDesk';

/** The export worker's side of its contract. */
export function exportService(ports: ExportPorts): ExportContract {
  const desk = new ExportDesk(ports);
  return {
    size: (request) => desk.size(request),
    check: (request, onProgress) => desk.check(request, onProgress),
    write: (onProgress) => desk.write(onProgress),
    cancel: async () => desk.cancel(),
  };
}
