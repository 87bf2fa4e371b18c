// Intrinsic functions of CloudFormation and properties of SAM, and what they are worth, as the documentation says; the
// address of each group is in its name. `@Id` is a logical name. What is only known at deployment stays as it is written.
import { describe, expect, test } from 'vitest';
import { readTemplates } from './templates.ts';
import { plain } from './terraform.ts';

const REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference';
const GUIDE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide';
const SAM = 'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide';

const SURROUNDINGS = `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::LanguageExtensions
Parameters:
  Stage: { Type: String, Default: dev }
  Open: { Type: String }
  Names: { Type: CommaDelimitedList, Default: 'orders, users' }
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/orders }
  Written: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/other }
Mappings:
  ByStage:
    dev: { Table: orders-dev, All: [a, b] }
    live: { Table: orders-live, All: [c, d] }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
Resources:
  Named:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: orders }
  Nameless: { Type: AWS::DynamoDB::Table }
  Circle:
    Type: AWS::DynamoDB::Table
    Properties: { TableName: !Ref Circle }
  Simple:
    Type: AWS::Serverless::SimpleTable
    Properties: { TableName: simple }
  Queue: { Type: AWS::SQS::Queue }
  Parameter:
    Type: AWS::SSM::Parameter
    Properties: { Name: /shop/name, Type: String, Value: orders }
`;

const OTHER = `
AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Other:
    Type: AWS::SSM::Parameter
    Properties: { Name: /shop/other, Type: String, Value: other-orders }
Outputs:
  Name:
    Value: shared-orders
    Export: { Name: shared-OrdersTable }
`;

function valueOf(expression: string): unknown {
  const text = `${SURROUNDINGS}Outputs:\n  Asked:\n    Value: ${expression}\n`;
  const model = readTemplates({ 'template.yaml': text, 'other.yaml': OTHER })('template.yaml');
  const [output] = model.outputs;
  if (!output) return undefined;
  return output.value.unknowns.length > 0 ? 'unknown' : plain(output.value);
}

type Cases = readonly (readonly [expression: string, value: unknown])[];

const GROUPS: readonly (readonly [address: string, cases: Cases])[] = [
  [
    `${REFERENCE}/intrinsic-function-reference-ref.html`,
    [
      ['!Ref Named', 'orders'],
      ['{ Ref: Named }', 'orders'],
      ['!Ref Nameless', '@Nameless'],
      ['!Ref Simple', 'simple'],
      ['!Ref Stage', 'dev'],
      ['!Ref Open', '${Open}'],
      ['!Ref Stored', '${Stored}'],
      ['!Ref Names', 'orders, users'],
      ['!Ref Circle', '@Circle'],
      ['!Ref Missing', '${Missing}'],
      ['!Ref {"Fn::Sub": "Named"}', 'orders'],
    ],
  ],
  [
    `${REFERENCE}/pseudo-parameter-reference.html`,
    [
      ['!Ref AWS::StackName', '${AWS::StackName}'],
      ['!Ref AWS::Region', '${AWS::Region}'],
      ['!Ref AWS::AccountId', '${AWS::AccountId}'],
      ['!If [IsLive, orders, !Ref AWS::NoValue]', 'orders'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-sub.html`,
    [
      ["!Sub 'shop-${Stage}'", 'shop-dev'],
      ["{ 'Fn::Sub': 'shop-${Stage}' }", 'shop-dev'],
      ["!Sub ['${A}-${Stage}', { A: !Ref Named }]", 'orders-dev'],
      ["!Sub ['${Stage}', { Stage: mine }]", 'mine'],
      ["!Sub '${Named}-${Queue.QueueName}'", 'orders-${Queue.QueueName}'],
      ["!Sub '${Parameter.Value}'", 'orders'],
      ["!Sub '${AWS::StackName}-orders'", '${AWS::StackName}-orders'],
      ["!Sub '${!Literal}-x'", '${Literal}-x'],
      ["!Sub '${ Stage }'", 'dev'],
      ["!Sub ''", ''],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-getatt.html`,
    [
      // An operation takes the ARN of a table as well as its name: either stands for the table.
      ['!GetAtt Named.Arn', 'orders'],
      ['!GetAtt [Named, Arn]', 'orders'],
      ["{ 'Fn::GetAtt': [Nameless, Arn] }", '@Nameless'],
      ['!GetAtt Named.StreamArn', '${Named.StreamArn}'],
      ['!GetAtt Queue.Arn', '${Queue.Arn}'],
      ['!GetAtt Parameter.Value', 'orders'],
      ["!GetAtt [!Sub 'Named', Arn]", 'orders'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-join.html`,
    [
      ["!Join ['-', [shop, !Ref Stage, orders]]", 'shop-dev-orders'],
      ["{ 'Fn::Join': ['', [a, b]] }", 'ab'],
      ["!Join ['-', [!Ref AWS::StackName, orders]]", '${AWS::StackName}-orders'],
      ["!Join ['-', !Ref Names]", 'orders-users'],
      ["!Join ['-', !Split ['.', a.b.c]]", 'a-b-c'],
      ["!Join ['-', []]", ''],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-split.html`,
    [
      ["!Select [2, !Split ['|', 'a|b|c']]", 'c'],
      ["!Select [0, !Split [',', !ImportValue shared-OrdersTable]]", 'shared-orders'],
      ["!Split ['|', 'a|b|c']", 'unknown'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-select.html`,
    [
      ["!Select ['1', [apples, grapes, oranges]]", 'grapes'],
      ['!Select [1, !Ref Names]', 'users'],
      ['!Select [5, [a]]', 'unknown'],
      ['!Select [1, !FindInMap [ByStage, dev, All]]', 'b'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-conditions.html`,
    [
      ['!If [IsLive, orders-live, orders-test]', { anyOf: ['orders-live', 'orders-test'] }],
      ["{ 'Fn::If': [IsLive, !Ref Named, b] }", { anyOf: ['b', 'orders'] }],
      ["!Sub ['${A}-x', { A: !If [IsLive, a, b] }]", { anyOf: ['a-x', 'b-x'] }],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-findinmap.html`,
    [
      ['!FindInMap [ByStage, live, Table]', 'orders-live'],
      ['!FindInMap [ByStage, !Ref Stage, Table]', 'orders-dev'],
      ['!FindInMap [ByStage, !Ref Open, Table]', { anyOf: ['orders-dev', 'orders-live'] }],
      ['!FindInMap [ByStage, none, Table]', 'unknown'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-findinmap-enhancements.html`,
    [
      ['!FindInMap [ByStage, none, Table, { DefaultValue: orders }]', 'orders'],
      ['!FindInMap [ByStage, live, Table, { DefaultValue: orders }]', 'orders-live'],
      ["!FindInMap [!Sub 'By${A}', live, Table]", 'unknown'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-importvalue.html`,
    [
      ['!ImportValue shared-OrdersTable', 'shared-orders'],
      ["!ImportValue { 'Fn::Sub': 'shared-OrdersTable' }", 'shared-orders'],
      ['!ImportValue nobody-exports-this', 'unknown'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-length.html`,
    [
      ['!Length [a, b, c]', '3'],
      ['!Length { Ref: Names }', '2'],
      ["{ 'Fn::Length': { Ref: Open } }", 'unknown'],
    ],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-ToJsonString.html`,
    [
      ['!ToJsonString { key1: value1, key2: !Ref Named }', '{"key1":"value1","key2":"orders"}'],
      ['!ToJsonString [1, true, { a: [b] }]', '[1,true,{"a":["b"]}]'],
    ],
  ],
  [`${REFERENCE}/intrinsic-function-reference-base64.html`, [['!Base64 orders', 'unknown']]],
  [
    `${REFERENCE}/intrinsic-function-reference-cidr.html`,
    [["!Cidr ['192.168.0.0/24', 6, 5]", 'unknown']],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-getavailabilityzones.html`,
    [["!GetAZs ''", 'unknown']],
  ],
  [
    `${REFERENCE}/intrinsic-function-reference-transform.html`,
    [['!Transform { Name: Own }', 'unknown']],
  ],
  [
    `${GUIDE}/dynamic-references-ssm.html`,
    [
      ["'{{resolve:ssm:/shop/other}}'", 'other-orders'],
      ["'{{resolve:ssm:/shop/other:2}}-x'", 'other-orders-x'],
      ["'{{resolve:ssm:/shop/nobody}}'", '{{resolve:ssm:/shop/nobody}}'],
      ['!Ref Written', 'other-orders'],
    ],
  ],
];

describe.each(GROUPS)('%s', (_address, cases) => {
  test.each(cases)('%s', (expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });
});

/** The variables and the entry of each function of a template, by its id. */
function functionsOf(resources: string): Readonly<Record<string, unknown>> {
  const text = `Transform: AWS::Serverless-2016-10-31\n${resources}`;
  const model = readTemplates({ 'app/template.yaml': text })('app/template.yaml');
  return Object.fromEntries(
    model.functions.map(({ id, entry, environment }) => [
      id,
      {
        entry: entry[0] ?? null,
        ...Object.fromEntries(environment.map((item) => [item.variable, plain(item.value)])),
      },
    ]),
  );
}

describe(`${SAM}/sam-specification-template-anatomy-globals.html`, () => {
  const GLOBALS = `
Globals:
  Function:
    Handler: app.handle
    CodeUri: src/
    Environment:
      Variables: { TABLE: orders, STAGE: dev }
Resources:
`;

  test('maps are merged, and what a function says comes first', () => {
    const own = `
  Own:
    Type: AWS::Serverless::Function
    Properties:
      Environment:
        Variables: { TABLE: users, MORE: x }
`;
    expect(functionsOf(GLOBALS + own)).toEqual({
      Own: { entry: '/w/app/src/app.py', TABLE: 'users', STAGE: 'dev', MORE: 'x' },
    });
  });

  test('scalars are replaced', () => {
    const own = `
  Own:
    Type: AWS::Serverless::Function
    Properties: { Handler: other.handle, CodeUri: lib }
`;
    expect(functionsOf(GLOBALS + own)).toEqual({
      Own: { entry: '/w/app/lib/other.py', TABLE: 'orders', STAGE: 'dev' },
    });
  });

  test('functions of other types have no part in it', () => {
    const own = `
  Own:
    Type: AWS::Lambda::Function
    Properties: { Handler: other.handle, Code: lib }
`;
    expect(functionsOf(GLOBALS + own)).toEqual({ Own: { entry: '/w/app/lib/other.py' } });
  });
});

describe(`${SAM}/sam-resource-simpletable.html`, () => {
  const keysOf = (properties: string): unknown => {
    const text = `Resources:\n  T:\n    Type: AWS::Serverless::SimpleTable\n${properties}`;
    return readTemplates({ 't.yaml': text })('t.yaml').tables[0]?.keys;
  };

  test('the key is `id`, a text, unless it is said otherwise', () => {
    expect(keysOf('')).toEqual([{ name: 'id', role: 'HASH', type: 'S' }]);
    expect(keysOf('    Properties: { PrimaryKey: { Name: year, Type: Number } }\n')).toEqual([
      { name: 'year', role: 'HASH', type: 'N' },
    ]);
  });
});

describe(`${SAM}/sam-resource-function.html`, () => {
  test('an image is built in a folder', () => {
    const image = `
Resources:
  Own:
    Type: AWS::Serverless::Function
    Properties: { PackageType: Image }
    Metadata: { DockerContext: ./image, Dockerfile: Dockerfile }
`;
    expect(functionsOf(image)).toEqual({ Own: { entry: null } });
  });

  test('code in a bucket is looked for beside the template', () => {
    const stored = `
Resources:
  Own:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handle, CodeUri: 's3://bucket/code.zip' }
`;
    expect(functionsOf(stored)).toEqual({ Own: { entry: '/w/app/app.py' } });
  });
});
