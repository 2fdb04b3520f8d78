import type { Filling, Store } from './store';
import { USERS } from './users';

const DAY_MS = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 120;
const MIB = 1024 * 1024;
/** The demonstration is some 5 GiB large; where all of that has to be written, a hundredth. */
const SCALE = 1 / 100;
const SERVICES = ['web', 'api', 'worker'];
const MEDIA = [
	'Łódź – wieczór.jpg',
	'写真/京都, 秋.png',
	'видео/море и небо.mp4',
	'صور/صحراء.jpg',
	'press/Müller & Söhne, 2024 (final).pdf',
	'press/logo, dark.svg',
	'press/logo, light.svg',
	'100% sure?.txt',
	'a b+c&d=e#f/ü?,.txt',
];
const TYPES: Record<string, string> = {
	jpg: 'image/jpeg',
	mp4: 'video/mp4',
	pdf: 'application/pdf',
	png: 'image/png',
	svg: 'image/svg+xml',
	txt: 'text/plain; charset=utf-8',
};

interface SeedBucket {
	bucket: string;
	/** The index of its host group. */
	on: number;
	ownerUid: number;
	objects: () => Iterable<Filling>;
}

const { owner, other } = USERS;

/** An account's second pair is generated; none has more than two. */
const ACCOUNTS = [
	{ on: 0, name: 'webshop', ownerUid: owner.uid, pairs: 2 },
	{ on: 0, name: 'backup', ownerUid: owner.uid, pairs: 1 },
	{ on: 1, name: 'media', ownerUid: owner.uid, pairs: 1 },
	{ on: 0, name: 'team', ownerUid: owner.actsFor[0], pairs: 1 },
	{ on: 0, name: 'neighbour', ownerUid: other.uid, pairs: 1 },
];

const BUCKETS: SeedBucket[] = [
	{ bucket: 'app-logs', on: 0, ownerUid: owner.uid, objects: logs },
	{ bucket: 'backups', on: 0, ownerUid: owner.uid, objects: backups },
	{ bucket: 'empty-bucket', on: 0, ownerUid: owner.uid, objects: () => [] },
	{ bucket: 'media', on: 1, ownerUid: owner.uid, objects: media },
	{
		bucket: 'team-files',
		on: 0,
		ownerUid: owner.actsFor[0],
		objects: () => [daysOld('plan.txt', 3)],
	},
	{
		bucket: 'neighbours-files',
		on: 0,
		ownerUid: other.uid,
		objects: () => [daysOld('own.txt', 9)],
	},
];

/** Fills an empty store with the demonstration's data: the same each time, but for keys and today's date. */
export async function seed(store: Store, hostGroups: string[]): Promise<void> {
	const scale = store.keepsAllBytes ? SCALE : 1;
	if ((await store.listAccounts()).length > 0) return;
	const groupOf = (on: number) => hostGroups[on % hostGroups.length];
	for (const { on, name, ownerUid, pairs } of ACCOUNTS) {
		const id = { hostGroup: groupOf(on), ownerUid, name };
		await store.createAccount(id);
		if (pairs === 2) await store.generateKey(id);
	}
	for (const { bucket, on, ownerUid, objects } of BUCKETS) {
		const ref = { hostGroup: groupOf(on), bucket };
		await store.createBucket(ref, ownerUid);
		await store.fill(ref, scaled(objects(), scale));
	}
}

/** Sizes for a store that cannot just note them. */
function* scaled(objects: Iterable<Filling>, scale: number): Generator<Filling> {
	for (const { size, ...rest } of objects) {
		yield { ...rest, size: size === undefined ? undefined : Math.ceil(size * scale) };
	}
}

/** A log of each service each day, and none of the last day yet at its end. */
function* logs(): Generator<Filling> {
	for (let days = 0; days < 100; days++) {
		for (const [index, service] of SERVICES.entries()) {
			const key = `logs/${service}/${dayOf(days)}.log`;
			const lines = 20 + ((days * 7 + index * 13) % 60);
			yield {
				...daysOld(key, days),
				body: logText(service, days, lines),
				contentType: 'text/plain',
			};
		}
	}
	yield { ...daysOld('README.txt', OLDEST_DAYS), body: 'Daily logs of the shop.\n' };
}

function logText(service: string, days: number, lines: number): string {
	return Array.from({ length: lines }, (_, line) => {
		const minute = String(line % 60).padStart(2, '0');
		return `${dayOf(days)}T06:${minute}:00Z ${service} request ${line} 200 ${(line * 37) % 400}ms\n`;
	}).join('');
}

/** Nightly dumps, and a full backup each week: large, so their bytes are made when they are read. */
function* backups(): Generator<Filling> {
	for (let days = 0; days < OLDEST_DAYS; days++) {
		const size = Math.round((2 + (days % 9)) * MIB * 1.3);
		yield { ...daysOld(`db/nightly-${dayOf(days)}.dump`, days), size };
		if (days % 7 !== 0) continue;
		const key = `full/${dayOf(days)}/shop, complete.tar.gz`;
		yield { ...daysOld(key, days), size: 256 * MIB, contentType: 'application/gzip' };
	}
}

function* media(): Generator<Filling> {
	for (const [index, key] of MEDIA.entries()) {
		const contentType = TYPES[key.slice(key.lastIndexOf('.') + 1)];
		yield { ...daysOld(key, index * 11), size: 900 + index * 40_000, contentType };
	}
	for (let n = 1; n <= 60; n++) {
		const key = `thumbnails/${String(n).padStart(3, '0')}.jpg`;
		yield { ...daysOld(key, (n * 2) % OLDEST_DAYS), size: 4000 + n * 31, contentType: TYPES.jpg };
	}
}

function daysOld(key: string, days: number): Filling {
	return { key, body: undefined, lastModified: new Date(Date.now() - days * DAY_MS) };
}

/** `2025-01-31` */
function dayOf(days: number): string {
	return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}
