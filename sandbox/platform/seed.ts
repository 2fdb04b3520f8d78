import type { Filling, Store } from './store';
import { USERS } from './users';

const DAY_MS = 24 * 60 * 60 * 1000;
const OLDEST_DAYS = 120;
const MIB = 1024 * 1024;
/** The demo data has some 5 GiB; a store that keeps all bytes gets a hundredth. */
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

const { owner, other } = USERS;
const [team] = owner.actsFor;

/** With the index of the host group, and the age of the first key pair; a second one is generated. */
const ACCOUNTS: Array<[group: number, ownerUid: number, name: string, pairs: 1 | 2, days: number]> =
	[
		[0, owner.uid, 'webshop', 2, 200],
		[0, owner.uid, 'backup', 1, 20],
		[1, owner.uid, 'media', 1, 0],
		[0, team, 'team', 1, 0],
		[0, other.uid, 'neighbour', 1, 0],
	];

const BUCKETS: Array<[group: number, ownerUid: number, bucket: string, () => Iterable<Filling>]> = [
	[0, owner.uid, 'app-logs', logs],
	[0, owner.uid, 'backups', backups],
	[0, owner.uid, 'empty-bucket', () => []],
	[1, owner.uid, 'media', media],
	[0, team, 'team-files', () => [daysOld('plan.txt', 3)]],
	[0, other.uid, 'neighbours-files', () => [daysOld('own.txt', 9)]],
];

/** Fills an empty store with demo data: the same each time, except for keys and dates. */
export async function seed(store: Store, hostGroups: string[]): Promise<void> {
	if ((await store.listAccounts()).length > 0) return;
	const groupOf = (index: number) => hostGroups[index % hostGroups.length];
	for (const [group, ownerUid, name, pairs, days] of ACCOUNTS) {
		const id = { hostGroup: groupOf(group), ownerUid, name };
		await store.createAccount(id, daysAgo(days));
		if (pairs === 2) await store.generateKey(id);
	}
	const scale = store.keepsAllBytes ? SCALE : 1;
	for (const [group, ownerUid, bucket, objects] of BUCKETS) {
		const ref = { hostGroup: groupOf(group), bucket };
		await store.createBucket(ref, ownerUid);
		await store.fill(ref, scaled(objects(), scale));
	}
}

function* scaled(objects: Iterable<Filling>, scale: number): Generator<Filling> {
	for (const { size, ...rest } of objects) {
		yield { ...rest, size: size && Math.ceil(size * scale) };
	}
}

/** A log of each service for each day. */
function* logs(): Generator<Filling> {
	for (let days = 0; days < 100; days++) {
		for (const [index, service] of SERVICES.entries()) {
			const file = daysOld(`logs/${service}/${dayOf(days)}.log`, days);
			const body = logText(service, days, 20 + ((days * 7 + index * 13) % 60));
			yield { ...file, body, contentType: 'text/plain' };
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
	return { key, lastModified: daysAgo(days) };
}

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

/** `2025-01-31` */
function dayOf(days: number): string {
	return daysAgo(days).toISOString().slice(0, 10);
}
