import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { JelasticApi } from '../../credentials/JelasticApi.credentials';
import { JelasticS3Account } from '../../nodes/JelasticS3Account/JelasticS3Account.node';
import { JelasticS3Bucket } from '../../nodes/JelasticS3Bucket/JelasticS3Bucket.node';

// What n8n asks of verified nodes and of their words (reference/n8n-engine-facts.md); its linter sees a part.

const ROOT = join(__dirname, '..', '..');

const NODES = [
	['JelasticS3Account', new JelasticS3Account()],
	['JelasticS3Bucket', new JelasticS3Bucket()],
] as const;

/** All properties, those in collections too. */
const flat = (properties: INodeProperties[]): INodeProperties[] =>
	properties.flatMap((property) => [
		property,
		...(property.type === 'collection' ? flat(property.options as INodeProperties[]) : []),
	]);

const names = (entries: Array<{ name: string }>) => entries.map(({ name }) => name);

const sorted = (texts: string[]) => [...texts].sort((a, b) => a.localeCompare(b));

describe.each(NODES)('%s', (name, node) => {
	const { description, methods } = node;
	const properties = flat(description.properties);
	const menus = description.properties.filter(({ type }) => type === 'options');
	const entries = (menu: INodeProperties) => menu.options as INodePropertyOptions[];
	const operations = menus.filter((menu) => menu.name === 'operation').flatMap(entries);

	test('names itself', () => {
		expect(description.name).toBe(name[0].toLowerCase() + name.slice(1));
		expect(description.displayName).toBe(name.replace(/(?<=[a-z\d])(?=[A-Z])/g, ' '));
		expect(description).toMatchObject({ version: 1, usableAsTool: true });
		expect(description.subtitle).toMatch('$parameter["operation"]');
		expect(description.subtitle).toMatch('$parameter["resource"]');
	});

	test('has icons for light and dark, and a codex file', () => {
		const { light, dark } = description.icon as { light: string; dark: string };
		const folder = join(ROOT, 'nodes', name);
		for (const icon of [light, dark]) {
			expect(existsSync(join(folder, icon.replace('file:', '')))).toBe(true);
		}
		expect(light).not.toBe(dark);
		const codex = JSON.parse(readFileSync(join(folder, `${name}.node.json`), 'utf8'));
		expect(codex).toMatchObject({
			node: `n8n-nodes-jelastic-s3.${description.name}`,
			categories: expect.arrayContaining([expect.any(String)]),
		});
	});

	test('menus and options stand in alphabetical order', () => {
		for (const menu of menus) expect(names(entries(menu))).toEqual(sorted(names(entries(menu))));
		for (const { type, options } of description.properties) {
			if (type !== 'collection') continue;
			const labels = (options as INodeProperties[]).map(({ displayName }) => displayName);
			expect(labels).toEqual(sorted(labels));
		}
	});

	test('each operation says what it does, without articles', () => {
		expect(operations.length).toBeGreaterThan(6);
		for (const { action, description: text, name: title } of operations) {
			expect(action).toMatch(/^[A-Z][a-z]+ [a-zA-Z ]+$/);
			expect(action).not.toMatch(/\b(an?|the)\b/i);
			expect(action!.startsWith(title.split(' ')[0])).toBe(true);
			// A period ends each of several sentences, and not a single one.
			expect(text).toMatch(/^[A-Z][^.]*$|^[A-Z].*\. [A-Z].*\.$|e\.g\. [^.]*$/);
		}
		const actions = operations.map(({ action }) => action);
		expect(new Set(actions).size).toBe(actions.length);
	});

	test('"Get Many" is called getAll', () => {
		for (const { name: title, value } of operations) {
			expect(title === 'Get Many').toBe(value === 'getAll');
		}
	});

	test('Limit, Return All and Simplify are as everywhere', () => {
		const limits = properties.filter((property) => property.name === 'limit');
		expect(limits.length).toBeGreaterThan(0);
		for (const limit of limits) {
			expect(limit).toMatchObject({
				...{ displayName: 'Limit', type: 'number', default: 50, typeOptions: { minValue: 1 } },
				description: 'Max number of results to return',
			});
		}
		for (const one of properties.filter((property) => property.name === 'returnAll')) {
			expect(one).toMatchObject({
				...{ displayName: 'Return All', type: 'boolean', default: false },
				description: 'Whether to return all results or only up to a given limit',
			});
		}
		for (const one of properties.filter((property) => property.name === 'simplify')) {
			expect(one).toMatchObject({ displayName: 'Simplify', type: 'boolean', default: true });
		}
	});

	test('switches are described by "Whether"', () => {
		const switches = properties.filter(({ type }) => type === 'boolean');
		expect(switches.length).toBeGreaterThan(0);
		for (const { description: text } of switches) expect(text).toMatch(/^Whether /);
	});

	test('a field that has a list begins with it, and the list is there', () => {
		const locators = properties.filter(({ type }) => type === 'resourceLocator');
		expect(locators.length).toBeGreaterThan(1);
		const known = new Set(names(properties));
		for (const { default: initial, modes = [], typeOptions, ...field } of locators) {
			expect(initial).toEqual({ mode: 'list', value: '' });
			const isOptional = /Leave empty for all\.$/.test(String(field.description));
			expect(field.required ?? false).toBe(!isOptional);
			expect(modes.map((mode) => [mode.name, mode.type])).toEqual([
				['list', 'list'],
				['name', 'string'],
			]);
			const { searchListMethod, searchable } = modes[0].typeOptions ?? {};
			expect(Object.keys(methods.listSearch)).toContain(searchListMethod);
			expect(searchable).toBe(true);
			for (const path of (typeOptions?.loadOptionsDependsOn as string[]) ?? []) {
				for (const part of path.replace(/\.value$/, '').split('.')) expect(known).toContain(part);
			}
		}
	});

	test('every field is described, and its label is in title case', () => {
		for (const { displayName, description: text, type, name: own } of properties) {
			expect(displayName).toMatch(/^[A-Z]/);
			if (type !== 'options' && type !== 'collection' && type !== 'notice') {
				expect([own, text]).toEqual([own, expect.stringMatching(/^[A-Z]/)]);
			}
		}
	});
});

test('the credential is named as promised, and hides the token', () => {
	const credential = new JelasticApi();
	expect(credential).toMatchObject({ name: 'jelasticApi', displayName: 'Jelastic API' });
	expect(credential.documentationUrl).toMatch(/^https:\/\//);
	expect(credential.properties.map(({ name, type }) => [name, type])).toEqual([
		['host', 'string'],
		['token', 'string'],
		['allowUnauthorizedCerts', 'boolean'],
	]);
	const [host, token] = credential.properties;
	expect(host.placeholder).toBe('e.g. https://app.jelastic.com');
	expect(token.typeOptions).toEqual({ password: true });
});
