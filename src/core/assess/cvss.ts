import calculator from 'ae-cvss-calculator';
import type { SeverityLevel } from '../../model/advisory.ts';

/** A vector with every metric set stays below this; longer texts are not vectors. */
const maximumVectorLength = 400;

/**
 * The base score of a CVSS vector, 2.0 to 4.0, 0 to 10 with one decimal: what follows from the base metrics alone,
 * threat, temporal and environmental metrics left aside (FIRST, CVSS specifications).
 * `undefined` when the text is no complete vector.
 */
export function baseScore(vector: string): number | undefined {
  if (vector.length > maximumVectorLength) return undefined;
  try {
    return calculate(vector.trim().replace(/^\((.*)\)$/, '$1'));
  } catch {
    // The calculator throws on a text that it cannot take apart; for us that is simply no vector.
    return undefined;
  }
}

function calculate(vector: string): number | undefined {
  if (vector.startsWith('CVSS:4.0/')) {
    const parsed = new calculator.Cvss4P0(vector);
    return parsed.isBaseFullyDefined() ? parsed.calculateScores().baseMetricsOnly : undefined;
  }
  const parsed = threeOrTwo(vector);
  return parsed?.isBaseFullyDefined() ? parsed.calculateScores().base : undefined;
}

function threeOrTwo(vector: string) {
  if (vector.startsWith('CVSS:3.1/')) return new calculator.Cvss3P1(vector);
  if (vector.startsWith('CVSS:3.0/')) return new calculator.Cvss3P0(vector);
  if (vector.startsWith('CVSS:2.0/') || /^AV:[LAN]\//.test(vector)) return new calculator.Cvss2(vector);
  return undefined;
}

/**
 * The qualitative rating of a score: 9 critical, 7 high, 4 medium, above 0 low, 0 none (CVSS v3.1 §5, v4.0 §6).
 * CVSS 2.0 defines none; its scores are rated by the same table, which is never milder than NVD's.
 */
export function levelOfScore(score: number): SeverityLevel {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}
