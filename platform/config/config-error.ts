/** One thing wrong with the configuration: which setting, where it was given, what is wrong, how to mend it. */
export interface ConfigProblem {
  readonly code:
    | 'CONFIG_UNKNOWN_SETTING'
    | 'CONFIG_INVALID_VALUE'
    | 'CONFIG_FILE_UNREADABLE'
    | 'CONFIG_FILE_NOT_YAML'
    | 'CONFIG_SECRET_UNREADABLE'
    | 'CONFIG_GIVEN_TWICE';
  readonly setting: string;
  /** For example default, callwarden.yaml:12, environment CALLWARDEN_HTTP_PORT, flag http.port. */
  readonly source: string;
  readonly reason: string;
  readonly mend: string;
}

/** The configuration can't be used. Holds every problem found, not only the first. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(['The configuration has problems:', ...problems.map(line)].join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const line = (problem: ConfigProblem) =>
  `  ${problem.setting} (${problem.source}): ${problem.reason}. ${problem.mend} [${problem.code}]`;
