/**
 * Limits on what is read from an estate (input is hostile).
 *
 * They are far above what people write and machines report, and low enough that no file hangs or exhausts a run.
 */
export const limits = {
  /** Bytes of one file of the decision lane (YAML or JSON). */
  decisionFileBytes: 8 * 1024 * 1024,
  /** Bytes of one file of the data lane. */
  dataFileBytes: 256 * 1024 * 1024,
  /** Lists and mappings inside one another, aliases expanded. */
  depth: 100,
  /** Lexical tokens of one YAML file; an 8 MiB file that people would write has about three million. */
  tokens: 4_000_000,
  /** Documents in one YAML file. */
  documents: 5_000,
  /** Aliases (`*name`) in one YAML file. */
  aliases: 50,
  /** Values that all aliases of one YAML file may stand for together. */
  expandedValues: 100_000,
  /** Problems told about one file by parsing, and again by its schema; nobody works through more in one go. */
  problems: 1_000,
  /** Files below one estate. */
  files: 200_000,
  /** Folders inside one another below one estate. */
  folderDepth: 32,
} as const;
