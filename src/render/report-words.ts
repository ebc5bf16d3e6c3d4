/** The words of the audit pack, for readers who do not know the tool. In the order in which a reader meets them. */
export const glossary: readonly { readonly word: string; readonly meaning: string }[] = [
  { word: 'advisory', meaning: 'a published statement that versions of a package are affected by a flaw' },
  { word: 'finding', meaning: 'one advisory for one component of one asset' },
  {
    word: 'requirement',
    meaning: 'one component of one asset that must move to a target version, with all its findings',
  },
  { word: 'priority', meaning: 'immediate, out-of-cycle, scheduled or defer, as the rules of the policies say' },
  { word: 'due', meaning: 'the instant by which the strictest policy wants it done; the first one is kept' },
  { word: 'overdue, breach', meaning: 'past its due and not done, whether an exception covers it or not' },
  { word: 'exception', meaning: 'a risk that somebody accepted until a day, and somebody else approved' },
  { word: 'compliant', meaning: 'an asset that was seen lately and judged, with nothing overdue outside an exception' },
  { word: 'stale', meaning: 'not seen lately: what is known of the asset may be out of date' },
  { word: 'unknown', meaning: 'cannot be judged; it never counts as fine' },
  { word: 'visit', meaning: 'one asset being worked on once, in a window or as an emergency' },
  { word: 'Change', meaning: 'visits that were proposed and approved together in one pull request' },
  { word: 'record', meaning: 'a file of evidence, never edited after its merge; a correction is a new one' },
  { word: 'ledger', meaning: 'what each run of patchledger observe saw opened, promised and ended' },
];
