/*
 * The words by which a file is worth reading before anything is known about the workspace.
 * Every call that can become a fact has such words in its file; other files are read when evaluation asks for them.
 * Parts of method names stand for several methods: `e_item` for `update_item`, `delete_item` and more.
 */

/** The word that nearly all files have that use DynamoDB. Its case does not matter. */
export const serviceWord = 'dynamodb';

/** Words that hardly any other file has. */
export const telltaleWords: readonly string[] = [
  't_item',
  'e_item',
  'batch_writer',
  'execute_statement',
  'execute_transaction',
  'e_table',
  '_global_table',
  'list_tables',
  'e_backup',
  'list_backups',
  'continuous_backups',
  'time_to_live',
  'contributor_insights',
  'kinesis_streaming_destination',
  'wait_until_',
  // Code that declares tables, and gives functions their names.
  'aws_cdk',
  'pulumi_aws',
  'TableName',
  'RequestItems',
  'TransactItems',
  '.query(',
  '.scan(',
  // Methods that are handed on.
  '.query)',
  '.query,',
  '.scan)',
  '.scan,',
];

/**
 * Calls that common Python has as well: methods of tables, without arguments or with any, waiters and paginators.
 * They count only in a file that also has one of the {@link supportingWords}.
 */
export const commonCalls: readonly string[] = [
  '.delete()',
  '.load()',
  '.reload()',
  '.update(**',
  '.update(Attr',
  '.update(Billing',
  '.update(Prov',
  '.update(Global',
  '.paginate(',
  '.wait(',
];

/** Words that a file with nothing but common calls needs. Their case does not matter. */
export const supportingWords: readonly string[] = ['table', 'ddb', 'dynamo'];
