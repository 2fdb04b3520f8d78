import type { Filling, Sandbox } from '../../sandbox/platform';

const DAY_MS = 24 * 60 * 60 * 1000;
const BUCKET = 'shop-logs';
/** What is cleaned up, one prefix for each service below it. */
const PREFIX = 'logs/';
const SERVICES = [
	...['basket', 'billing', 'catalogue', 'e-mail', 'images', 'invoices'],
	...['payment', 'prices', 'reports', 'search', 'shop front', 'stock'],
];
const SMALLEST = 400;
/** Each service has so many objects more than the one before it: 400 to 1,940. */
const MORE_EACH = 140;
/** Of each five objects, these are too old, by days. What is kept for 30 days is 1 to 29 days old. */
const DAYS = [90, 3, 45, 29, 12];
const KEEP_DAYS = 30;
/** As old, and not below the prefix: nobody may touch them. */
const ELSEWHERE = ['archive/2019, all.tar', 'logs', 'logs-of-last-year/web.log', 'README.txt'];
const OF_ELSEWHERE_DAYS = 400;

const daysOld = (key: string, days: number): Filling => ({
	key,
	size: 100,
	lastModified: new Date(Date.now() - days * DAY_MS),
});

/** Keys with a comma, by which the platform is documented to divide them by default. */
function* objectsOf(service: string, index: number): Generator<Filling> {
	const count = SMALLEST + index * MORE_EACH;
	for (let n = 0; n < count; n++) {
		const key = `${PREFIX}${service}/host-${n % 7}, ${String(n).padStart(4, '0')}.log`;
		yield daysOld(key, DAYS[n % DAYS.length]);
	}
}

/** The bucket that is cleaned up: what is in it, what must go, and what has been asked of it. */
export class LogBucket {
	readonly prefixes = SERVICES.map((service) => `${PREFIX}${service}/`);
	readonly settings: { hostGroup: string; bucketName: string; prefix: string };
	/** Below each prefix, the keys of what is too old. */
	readonly old: Map<string, Set<string>>;
	private readonly all: Filling[];

	constructor(private readonly sandbox: Sandbox) {
		this.settings = { hostGroup: sandbox.hostGroups[0], bucketName: BUCKET, prefix: PREFIX };
		const elsewhere = ELSEWHERE.map((key) => daysOld(key, OF_ELSEWHERE_DAYS));
		this.all = [...SERVICES.flatMap((name, index) => [...objectsOf(name, index)]), ...elsewhere];
		const youngest = Date.now() - KEEP_DAYS * DAY_MS;
		const tooOld = this.all.filter(({ lastModified }) => Number(lastModified) < youngest);
		this.old = new Map(
			this.prefixes.map((prefix) => [
				prefix,
				new Set(tooOld.flatMap(({ key }) => (key.startsWith(prefix) ? [key] : []))),
			]),
		);
	}

	get size(): number {
		return this.all.length;
	}

	/** How many objects have to go, below these prefixes. */
	oldBelow(prefixes: Iterable<string> = this.prefixes): number {
		return [...prefixes].reduce((sum, prefix) => sum + (this.old.get(prefix)?.size ?? 0), 0);
	}

	/** The keys of what must stay, in their order. */
	get kept(): string[] {
		const gone = new Set([...this.old.values()].flatMap((keys) => [...keys]));
		return this.all.flatMap(({ key }) => (gone.has(key) ? [] : [key])).sort();
	}

	async fill(): Promise<void> {
		await this.sandbox.fill(this.settings.hostGroup, BUCKET, this.all);
	}

	/** The keys that are there now, in their order. */
	async keys(): Promise<string[]> {
		return (await this.sandbox.listKeys(this.settings.hostGroup, BUCKET)).sort();
	}

	/** The keys whose deletion the platform was asked for since the requests were forgotten; each as often as that. */
	get asked(): string[] {
		return this.sandbox.requests.flatMap(({ apiMethod, params }) =>
			apiMethod === 's3.bucket.DeleteObject' ? [params.key] : [],
		);
	}

	/** How many of the old objects below some prefixes the platform has said to have deleted. */
	deletedBelow(prefixes: string[]): number {
		const said = this.sandbox.requests.filter(
			({ apiMethod, result }) => apiMethod === 's3.bucket.DeleteObject' && result === 0,
		);
		const keys = new Set(said.map(({ params }) => params.key));
		return [...keys].filter((key) => prefixes.some((prefix) => key.startsWith(prefix))).length;
	}
}
