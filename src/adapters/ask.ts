import { createInterface } from 'node:readline';

/** Asks for a line on a terminal. Empty when there is none: the input ended, or the user broke it off. */
export function ask(question: string): Promise<string> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    prompt.once('close', () => resolve(''));
    prompt.question(`${question} `, (answer) => {
      resolve(answer.trim());
      prompt.close();
    });
  });
}
