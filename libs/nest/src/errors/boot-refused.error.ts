/** The application is put together wrongly; names everything that is wrong, so that one look mends it. */
export class BootRefused extends Error {
  override readonly name = 'BootRefused';
  readonly code = 'BOOT_REFUSED';
  constructor(readonly problems: readonly string[]) {
    super(problems.length === 1 ? problems[0] : `\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}
