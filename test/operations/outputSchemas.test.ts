import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { itemWith } from '../support/binary';
import { EXAMPLES, fieldsOf, makeExampleThings, type Example } from '../support/operations';
import { nodeOf, useSandbox } from '../support/world';

// n8n's editor reads the fields of an operation's output from these files before the first run, so that they can be
// dragged to other nodes. They are made from what the examples return: WRITE_SCHEMAS=1 writes them.

const NODES = resolve(__dirname, '../../nodes');
const FOLDERS = { account: 'JelasticS3Account', bucket: 'JelasticS3Bucket' };

const fileOf = ({ resource, operation }: Example) =>
	join(NODES, FOLDERS[nodeOf(resource)], `__schema__/v1.0.0/${resource}/${operation}.json`);

/** A JSON schema of values like this one. */
function schemaOf(value: unknown): IDataObject {
	if (Array.isArray(value)) {
		return { type: 'array', ...(value.length > 0 && { items: schemaOf(value[0]) }) };
	}
	if (typeof value !== 'object' || value === null)
		return { type: value === null ? 'null' : typeof value };
	const properties = Object.entries(value).map(([name, inner]) => [name, schemaOf(inner)]);
	return { type: 'object', properties: Object.fromEntries(properties) };
}

const { must, sandbox } = useSandbox();

const PLAIN = EXAMPLES.filter(({ variant }) => variant === undefined);

test.each(PLAIN.map((example) => [example.name, example] as const))(
	'%s',
	async (_name, example) => {
		const { resource, operation, file } = example;
		const things = await makeExampleThings(sandbox());
		const fields = fieldsOf(example, things);
		const items = [file ? await itemWith(file(things)) : { json: {} }];
		const returned = await must({ resource, operation, ...fields }, { items });
		expect(returned.length).toBeGreaterThan(0);
		const schema = { ...schemaOf(Object.assign({}, ...[...returned].reverse())), version: 1 };
		const path = fileOf(example);
		const text = `${JSON.stringify(schema, null, '\t')}\n`;
		if (process.env.WRITE_SCHEMAS) {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, text);
		}
		expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(text);
	},
);
