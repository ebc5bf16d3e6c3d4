/** The value of an environment variable that holds a secret. It is handed on and never printed; empty counts as absent. */
export function secretIn(variable: string): string | undefined {
  const value = process.env[variable]?.trim();
  return value === '' ? undefined : value;
}
