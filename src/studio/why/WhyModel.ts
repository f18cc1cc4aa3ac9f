import type { Model } from '../models/Model';

/** A model in the view that asks why: with nothing to run where its rewards were brought in a file. */
export interface WhyModel {
  key: string | null;
  title: string;
  model: Model | null;
}
