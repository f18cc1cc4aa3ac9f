import type { CheckpointLocation, LoadProgress } from '../contract';
import { FetchSource } from './FetchSource';

/** The files at a location. */
export function openSource(location: CheckpointLocation, onProgress: (progress: LoadProgress) => void): FetchSource {
  return new FetchSource(location.base, onProgress);
}
