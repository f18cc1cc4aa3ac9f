import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The peer's model: the usual ONNX export of the demo checkpoint, made by the trainer once for each state of its weights.
 * The pipeline turns one label's softmax into 1, so that the configuration asks for the sigmoid, which keeps the reward.
 * @returns the folder that holds the model's folder `demo`
 */
export function preparePeer(root: string): string {
  const checkpoint = join(root, 'public', 'models', 'demo');
  const digest = createHash('sha256')
    .update(readFileSync(join(checkpoint, 'model.safetensors')))
    .digest('hex');
  const folder = join(root, '.assay', 'bench', `peer-${digest.slice(0, 16)}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  exportOnnx(root, checkpoint, join(unfinished, 'demo'));
  const config = join(unfinished, 'demo', 'config.json');
  const settings = JSON.parse(readFileSync(config, 'utf8')) as Record<string, unknown>;
  writeFileSync(config, JSON.stringify({ ...settings, problem_type: 'multi_label_classification' }));
  renameSync(unfinished, folder);
  return folder;
}

function exportOnnx(root: string, checkpoint: string, out: string): void {
  const python = join(root, 'trainer', '.venv', 'bin', 'python');
  if (!existsSync(python))
    throw new Error('The peer\'s model needs the trainer\'s environment: run "npm test" once, which makes it.');
  execFileSync(python, ['-m', 'trainer.export_onnx', checkpoint, out], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
