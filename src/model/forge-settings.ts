/** A rule that was in force for a branch, as the forge says it. */
export interface BranchGuard {
  /** `branch-protection`, or `ruleset` and its name. */
  readonly from: string;
  readonly rule: string;
  /** How, as the forge answered; `undefined`: it has no settings. */
  readonly value: unknown;
}

/** Somebody whom a rule does not hold. */
export interface GuardBypass {
  readonly from: string;
  readonly who: string;
  /** When, in the forge's words; `undefined`: always. */
  readonly mode: string | undefined;
}

/** What of the settings a forge did not show, and why. */
export interface UnreadSettings {
  readonly part: 'rules' | 'rulesets' | 'protection' | 'codeowners';
  readonly reason: string;
}

/** What guards the base branch on a forge, as far as the forge shows it. */
export interface BranchSettings {
  readonly guards: readonly BranchGuard[];
  readonly bypass: readonly GuardBypass[];
  /** Lines of CODEOWNERS that the forge cannot use. */
  readonly codeownerErrors: readonly string[];
  readonly unread: readonly UnreadSettings[];
}

/** Reads from a forge what guards the base branch. Everything it does is a read. */
export interface SettingsReader {
  readonly settings: () => Promise<BranchSettings>;
}
