/** How far a run is. `lost`: its job ended and left neither DONE nor FAILED.json, so it was killed; it can go on. */
export interface RunStatus {
  phase: 'new' | 'waiting' | 'running' | 'done' | 'failed' | 'stopped' | 'lost';
  /** Why it failed, or the engine's word. */
  reason: string | null;
  step: number | null;
  steps: number | null;
  attempt: number;
}
