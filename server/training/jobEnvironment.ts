/**
 * What a job may know of this process's environment: where things are, and the token for models of a hub. Everything else, the
 * server's secrets above all, stays here.
 */
const allowed =
  /^(PATH|HOME|USER|LOGNAME|LANG|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|VIRTUAL_ENV|OMP_.*|CUDA_.*|NVIDIA_.*|NCCL_.*|SLURM_.*|GLOO_.*|HF_HOME|HF_TOKEN|HF_HUB_OFFLINE|HF_HUB_CACHE|HF_ENDPOINT|XDG_CACHE_HOME)$/;

/** The environment of a job that runs beside the server. */
export function jobEnvironment(from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(from).filter(([name]) => allowed.test(name)));
}
