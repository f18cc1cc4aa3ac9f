import type { PipelineView } from '../../curation/pipeline/Pipeline';

/** Tells two of what happens. */
export function bothViews(one: PipelineView, other: PipelineView): PipelineView {
  const views = [one, other];
  return {
    started: (...said) => views.forEach((view) => view.started(...said)),
    progress: (...said) => views.forEach((view) => view.progress(...said)),
    finished: (...said) => views.forEach((view) => view.finished(...said)),
    waiting: (...said) => views.forEach((view) => view.waiting?.(...said)),
    made: (...said) => views.forEach((view) => view.made?.(...said)),
    note: (...said) => views.forEach((view) => view.note?.(...said)),
  };
}
