/** Every schema as JSON text, by its title; definitions that several share are under `Common`. */
export const schemaTexts: Readonly<Record<string, string>>;
