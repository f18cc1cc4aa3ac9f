import { PipelineError } from '../../pipeline/PipelineError';

/** The server's no: asked again it says the same. */
export class ServerRefusal extends PipelineError {
  /** @param code for programs, as docs/protocol.md has them; empty where there is none */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
