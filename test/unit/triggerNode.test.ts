import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { JelasticS3Trigger } from '../../nodes/JelasticS3Trigger/JelasticS3Trigger.node';

// What n8n asks of a trigger that polls, what saved workflows hold of it, and what its document says.

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'nodes', 'JelasticS3Trigger');

const { description, methods } = new JelasticS3Trigger();
const { properties } = description;

const collection = (name: string) =>
	(properties.find((property) => property.name === name)?.options ?? []) as INodeProperties[];

const labels = (name: string) => collection(name).map(({ displayName }) => displayName);

test('is a trigger that n8n polls', () => {
	expect(description).toMatchObject({
		...{ name: 'jelasticS3Trigger', displayName: 'Jelastic S3 Trigger', version: 1 },
		...{ polling: true, group: ['trigger'], inputs: [], outputs: ['main'] },
	});
	expect(description.usableAsTool).toBeUndefined();
});

test('has icons for light and dark, and is found by what people look for', () => {
	const { light, dark } = description.icon as { light: string; dark: string };
	for (const icon of [light, dark]) {
		expect(existsSync(join(FOLDER, icon.replace('file:', '')))).toBe(true);
	}
	const codex = JSON.parse(readFileSync(join(FOLDER, 'JelasticS3Trigger.node.json'), 'utf8'));
	expect(codex).toMatchObject({
		node: 'n8n-nodes-jelastic-s3.jelasticS3Trigger',
		alias: expect.arrayContaining(['Jelastic', 'S3', 'New file']),
	});
});

test('its fields and their defaults are those that saved workflows hold', () => {
	expect(properties.map(({ name, default: initial }) => [name, initial])).toEqual([
		['hostGroup', { mode: 'list', value: '' }],
		['bucketName', { mode: 'list', value: '' }],
		['events', ['created']],
		['prefix', ''],
		['filters', {}],
		['options', {}],
	]);
	const inside = [...collection('filters'), ...collection('options')];
	expect(inside.map(({ name, default: initial }) => [name, initial])).toEqual([
		['largerThan', ''],
		['nameDoesNotMatch', ''],
		['nameMatches', ''],
		['smallerThan', ''],
		['download', false],
		['firstRun', 'fromNow'],
		['limit', 1000],
		['ownerUid', ''],
		['ruk', ''],
		['timeout', 60_000],
	]);
});

test('its lists to choose from are there, and depend on fields that are', () => {
	for (const { modes, typeOptions, type } of properties) {
		if (type !== 'resourceLocator') continue;
		expect(methods.listSearch).toHaveProperty(modes?.[0].typeOptions?.searchListMethod ?? '');
		for (const path of (typeOptions?.loadOptionsDependsOn as string[]) ?? []) {
			const [field, option] = path.replace('.value', '').split('.');
			const names = (option ? collection(field) : properties).map(({ name }) => name);
			expect(names).toContain(option ?? field);
		}
	}
});

test('collections stand in alphabetical order', () => {
	for (const name of ['filters', 'options']) {
		expect(labels(name)).toEqual([...labels(name)].sort((a, b) => a.localeCompare(b)));
	}
});

test('its document explains every field, filter and option', () => {
	const text = readFileSync(join(ROOT, 'docs', 'trigger.md'), 'utf8').replace(/\s+/g, ' ');
	const all = [...properties.map(({ displayName }) => displayName), ...labels('filters')];
	expect([...all, ...labels('options')].filter((label) => !text.includes(label))).toEqual([]);
});
