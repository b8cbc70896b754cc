/** The environment is wrong: each problem names variable, value and what is expected. */
export class ConfigurationRefused extends Error {
  override readonly name = 'ConfigurationRefused';
  readonly code = 'CONFIGURATION_REFUSED';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}
