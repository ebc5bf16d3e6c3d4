import { xmlText } from '../xml.ts';

/** An attribute's value; `undefined` leaves the attribute out. */
export type AttributeValue = string | number | undefined;

/** An element with its attributes in the order given and its children, each already a text. */
export function element(
  name: string,
  attributes: Readonly<Record<string, AttributeValue>>,
  children: readonly string[] = [],
): string {
  const list = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${attributeText(value)}"`]))
    .join('');
  return children.length === 0 ? `<${name}${list}/>` : `<${name}${list}>${children.join('')}</${name}>`;
}

/** Text between tags. */
export const textNode = (text: string): string => xmlText(text);

/** Two decimals are finer than a screen shows, and fixed, so that equal data gives equal bytes. */
export const coordinate = (value: number): string => String(Math.round(value * 100) / 100);

const attributeText = (value: string | number): string =>
  typeof value === 'number' ? coordinate(value) : xmlText(value);

/** A label of a chart, cut where it would run into its neighbour; the whole text is its tooltip. */
export function label(text: string, attributes: Readonly<Record<string, AttributeValue>>, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return element('text', attributes, [textNode(text)]);
  const short = `${characters.slice(0, most - 1).join('')}…`;
  const whole = characters.length <= 300 ? text : `${characters.slice(0, 300).join('')}…`;
  return element('text', attributes, [textNode(short), element('title', {}, [textNode(whole)])]);
}
