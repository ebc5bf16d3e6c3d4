/**
 * The entry of the GitHub Action: hands the token over and runs the step.
 *
 * The token moves to where the program looks for it before any other module is loaded, because what is taken out of
 * every text is decided once, when the first one asks. It is no input of anything below.
 */
const token = process.env['INPUT_TOKEN']?.trim() ?? '';
delete process.env['INPUT_TOKEN'];
if (token !== '') process.env['PATCHLEDGER_TOKEN'] = token;
void run();

async function run(): Promise<void> {
  const { runAction } = await import('./commands/action.ts');
  process.exitCode = await runAction();
}
