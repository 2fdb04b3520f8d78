import type { IDataObject } from 'n8n-workflow';
import { same } from '../../../sandbox/n8n/checks/expect';
import type { Job } from '../job';
import type { Place } from '../place';
import { asContents, own, ownBoth, texts } from './own';

const STAYS = texts(3, 'stays/');
const OLD = texts(40, 'old/');

const fill = async (place: Place) => {
	await place.fill([...OLD, ...STAYS]);
	return {};
};

const deleteMany = (
	name: string,
	concurrency: number,
	fields: IDataObject,
	options: IDataObject,
	isDry: boolean,
): Job => ({
	name: `Object: Delete Many, ${name}`,
	steps: [
		{
			...{ resource: 'object', operation: 'deleteMany' },
			parameters: { ...own, prefix: 'old/', ...fields, options: { concurrency, ...options } },
		},
	],
	concurrency,
	usesAll: name === 'through the platform',
	prepare: fill,
	verify: async (place, items) => {
		const found = items.map(({ key, deleted }) => [key, deleted]);
		same(
			found,
			OLD.map((key) => [key, !isDry]),
			'items',
		);
		same(await place.objects(), asContents(isDry ? [...OLD, ...STAYS] : STAYS), 'objects');
	},
});

const transfer = (operation: 'copyMany' | 'moveMany', done: string, concurrency: number): Job => ({
	name: operation === 'copyMany' ? 'Object: Copy Many' : 'Object: Move Many',
	steps: [
		{
			...{ resource: 'object', operation },
			parameters: {
				...{ ...ownBoth, srcPrefix: 'old/', dstPrefix: 'new/' },
				options: { concurrency },
			},
		},
	],
	concurrency,
	usesAll: true,
	prepare: fill,
	verify: async (place, items) => {
		const found = items.map((item) => [item.srcKey, item[done]]);
		same(
			found,
			OLD.map((key) => [key, true]),
			'items',
		);
		const moved = OLD.map((key) => [key.replace('old/', 'new/'), key]);
		const left = operation === 'copyMany' ? OLD : [];
		const wanted = { ...Object.fromEntries(moved), ...asContents([...left, ...STAYS]) };
		same(await place.objects(), wanted, 'objects');
	},
});

/** Many objects in one run. */
export const bulk: Job[] = [
	deleteMany('dry', 5, { dryRun: true }, {}, true),
	deleteMany('through the platform', 10, {}, {}, false),
	deleteMany('through the S3 endpoint', 2, {}, { through: 's3' }, false),
	transfer('copyMany', 'copied', 6),
	transfer('moveMany', 'moved', 4),
];
