/** Why a server could not be had: no JDK, no Maven, no jars, a port or folder in use, or it did not come up. */
export type ServerErrorCode =
  | 'java_missing'
  | 'maven_missing'
  | 'jars_unavailable'
  | 'java_compile_failed'
  | 'cache_locked'
  | 'port_in_use'
  | 'format_failed'
  | 'start_failed'
  | 'start_timed_out';

/** A fault of the machine, never of data. `message` says what failed, quotes the tool and names the mend. */
export class ServerError extends Error {
  readonly code: ServerErrorCode;

  constructor(code: ServerErrorCode, message: string, options?: ErrorOptions) {
    super(`${code}: ${message}`, options);
    this.name = 'ServerError';
    this.code = code;
  }
}
