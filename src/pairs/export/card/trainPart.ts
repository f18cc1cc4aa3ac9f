/**
 * The part of a data set card that says how the folder trains, by a command that runs as it stands. The folder is named by its whole path:
 * `datasets` takes "." for no name. Without `--bf16 False` TRL refuses a machine without a GPU. Source: TRL 1.16, `trl reward`.
 */
export const trainPart = `## How to train

In a shell in this folder, with [TRL](https://huggingface.co/docs/trl) (\`pip install trl==1.16.0\`):

\`\`\`sh
trl reward --model_name_or_path "\${MODEL:-Qwen/Qwen3-0.6B}" --dataset_name "$PWD" --max_length 2048 --num_train_epochs 1 --learning_rate 1e-5 --bf16 False --output_dir reward-model
\`\`\`

\`MODEL\` names another model: a folder, or a name on the Hub. TRL leaves out pairs of more than \`--max_length\` tokens. Where the GPU has bfloat16, leave \`--bf16 False\` away.`;
