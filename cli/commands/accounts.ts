import type { Command } from 'commander';
import { NewAccount, Role } from '../../contracts/access.ts';
import { type Accounts, createAccounts } from '../../services/review-api/access/accounts.ts';
import type { LedgerFact } from '../../services/review-api/ledger/create-ledger.ts';
import { machineUser, openLedger } from '../open-ledger.ts';
import { CommandError, EXIT_CODES, type Terminal } from '../terminal.ts';
import { type ConfigOptions, withConfigOptions, withRuntime } from '../with-runtime.ts';

const EXAMPLES = `
Examples:
  $ callwarden accounts list
  $ callwarden accounts create wang.fang --role officer --name 王芳 --agency agency-1
  $ callwarden accounts create zhang.wei --role collector --collector col-07
  $ callwarden accounts reset-password admin          when nobody can sign in any more
  $ callwarden accounts disable wang.fang

Works while the product runs or not, and stands in the ledger as cli:USER.
Exit codes: 0 done, 1 no such account or the store failed, 2 wrong options.`;

interface CreateOptions extends ConfigOptions {
  readonly role: string;
  readonly name?: string;
  readonly agency?: readonly string[];
  readonly team?: readonly string[];
  readonly collector?: string;
}

type Change = (accounts: Accounts) => Promise<Pick<LedgerFact, 'before' | 'after'>>;

/** callwarden accounts: for lost passwords and first steps, on the machine itself. */
export function registerAccounts(program: Command, terminal: Terminal): void {
  const group = program
    .command('accounts')
    .description('accounts of this installation, from the machine itself')
    .addHelpText('after', EXAMPLES);

  const change = (options: ConfigOptions, username: string, work: Change) =>
    withRuntime(options, async (runtime, loaded) => {
      const ledger = openLedger(runtime, loaded);
      const told = await work(createAccounts(runtime.store, () => new Date()));
      const object = { kind: 'account', id: username };
      await ledger.append({ actor: machineUser(), action: 'account_change', object, ...told });
      await ledger.settle();
    });

  withConfigOptions(group.command('list'))
    .description('every account')
    .option('--json', 'one JSON line an account')
    .action((options: ConfigOptions & { json?: boolean }) =>
      withRuntime(options, async ({ store }) => {
        for (const account of await createAccounts(store, () => new Date()).list()) {
          const { username, kind, role, displayName, disabled } = account;
          const state = disabled ? 'disabled' : kind;
          terminal.out(
            options.json ? JSON.stringify(account) : `${username}  ${role}  ${state}  ${displayName}`,
          );
        }
      }),
    );

  withConfigOptions(group.command('create'))
    .description('a new account with a random password, to be changed at the first sign-in')
    .argument('<username>')
    .requiredOption('--role <role>', Role.options.join(', '))
    .option('--name <name>', 'the name that is shown (default: the username)')
    .option('--agency <ids...>', 'only calls of these agencies')
    .option('--team <ids...>', 'only calls of these teams')
    .option('--collector <id>', 'the collector whose calls are the own ones')
    .action(async (username: string, options: CreateOptions) => {
      const { role, name = username, agency = null, team = null, collector = null } = options;
      const input = NewAccount.safeParse({
        username,
        displayName: name,
        role,
        scope: { agencies: agency, teams: team },
        collectorId: collector,
      });
      if (!input.success) {
        const issue = input.error.issues[0];
        throw new CommandError(`${issue?.path.join('.')}: ${issue?.message}`, EXIT_CODES.usage);
      }
      await change(options, input.data.username, async (accounts) => {
        const created = await accounts.create(input.data, machineUser().id);
        if (created.status === 'exists') throw new CommandError(`the name ${input.data.username} is taken`);
        tellPassword(terminal, created.account.username, created.password);
        return { after: created.account };
      });
    });

  withConfigOptions(group.command('reset-password'))
    .description('a new random password; ends every session of the account')
    .argument('<username>')
    .action((username: string, options: ConfigOptions) =>
      change(options, username, async (accounts) => {
        const reset = await accounts.resetPassword(username);
        if (reset === null) throw new CommandError(`there is no account ${username}`);
        if (reset === 'no_password') throw new CommandError(`${username} signs in at the provider`);
        tellPassword(terminal, username, reset.password);
        return { after: { passwordReset: true } };
      }),
    );

  for (const disabled of [true, false])
    withConfigOptions(group.command(disabled ? 'disable' : 'enable'))
      .description(disabled ? 'ends every session; nobody signs in with it' : 'it can sign in again')
      .argument('<username>')
      .action((username: string, options: ConfigOptions) =>
        change(options, username, async (accounts) => {
          const after = await accounts.setDisabled(username, disabled);
          if (after === null) throw new CommandError(`there is no account ${username}`);
          if (after === 'last_admin')
            throw new CommandError(
              `${username} is the last account that may manage accounts; make another first`,
            );
          terminal.out(`${username} is ${disabled ? 'disabled' : 'enabled'}`);
          return { after };
        }),
      );
}

function tellPassword(terminal: Terminal, username: string, password: string): void {
  terminal.out(`sign in as ${username} with the password ${password}`);
  terminal.err('It is shown only here and must be changed at the next sign-in.');
}
