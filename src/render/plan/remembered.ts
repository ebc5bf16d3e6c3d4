/** How many answers are kept: what is often asked comes early. */
const mostRemembered = 10_000;

/** The same answer for the same value, made once as long as there are few. */
export function remembered<T, Answer>(make: (value: T) => Answer): (value: T) => Answer {
  const known = new Map<T, Answer>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const made = make(value);
    if (known.size < mostRemembered) known.set(value, made);
    return made;
  };
}
