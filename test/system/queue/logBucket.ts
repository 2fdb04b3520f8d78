import type { Filling, RequestRecord, Sandbox } from '../../../sandbox/platform';

const DAY_MS = 24 * 60 * 60 * 1000;
const BUCKET = 'shop-logs';
const PREFIX = 'logs/';
/** Each has a prefix of its own below that one, the first 400 objects, each further one 140 more. */
const SERVICES = [
	...['basket', 'billing', 'catalogue', 'e-mail', 'images', 'invoices'],
	...['payment', 'prices', 'reports', 'search', 'shop front', 'stock'],
];
const PREFIXES = SERVICES.map((service) => `${PREFIX}${service}/`);
const [SMALLEST, STEP] = [400, 140];
/** The ages of a service's objects, in turn. 30 days are kept, so two in five are too old. */
const AGES_IN_DAYS = [90, 3, 45, 29, 12];
const KEEP_DAYS = 30;
/** Older than that, but not below the prefix: they must stay. */
const ELSEWHERE = ['archive/2019, all.tar', 'logs', 'logs-of-last-year/web.log', 'README.txt'];

const aged = (key: string, days: number): Filling => ({
	...{ key, size: 100 },
	lastModified: new Date(Date.now() - days * DAY_MS),
});

const isDeletion = ({ apiMethod }: RequestRecord) => apiMethod === 's3.bucket.DeleteObject';
const countBelow = (prefixes: string[], keys: Iterable<string>) =>
	[...keys].filter((key) => prefixes.some((prefix) => key.startsWith(prefix))).length;

/** The bucket that is cleaned up: what is in it, what must go, and what has been asked of it. */
export class LogBucket {
	readonly prefixes = PREFIXES;
	readonly settings: { hostGroup: string; bucketName: string; prefix: string };
	/** The keys of what must go, and those of what must stay, in order. */
	private readonly old: string[] = [];
	readonly kept = [...ELSEWHERE];

	constructor(private readonly sandbox: Sandbox) {
		this.settings = { hostGroup: sandbox.hostGroups[0], bucketName: BUCKET, prefix: PREFIX };
	}

	/** Keys have a comma, by which the platform is documented to divide them by default. */
	async fill(): Promise<this> {
		const objects = ELSEWHERE.map((key) => aged(key, 400));
		for (const [index, prefix] of PREFIXES.entries()) {
			for (let n = 0; n < SMALLEST + index * STEP; n++) {
				const key = `${prefix}host-${n % 7}, ${String(n).padStart(4, '0')}.log`;
				const days = AGES_IN_DAYS[n % AGES_IN_DAYS.length];
				objects.push(aged(key, days));
				(days > KEEP_DAYS ? this.old : this.kept).push(key);
			}
		}
		this.kept.sort();
		await this.sandbox.fill(this.settings.hostGroup, BUCKET, objects);
		return this;
	}

	get size(): number {
		return this.old.length + this.kept.length;
	}

	/** How many objects have to go, below these prefixes. */
	oldBelow = (prefixes: string[]) => countBelow(prefixes, this.old);

	/** The keys that are there now, in order. */
	async keys(): Promise<string[]> {
		return (await this.sandbox.listKeys(this.settings.hostGroup, BUCKET)).sort();
	}

	/** The keys whose deletion was asked for since the sandbox's requests were cleared. */
	get requested(): string[] {
		return this.sandbox.requests.filter(isDeletion).map(({ params }) => params.key);
	}

	/** How many objects below these prefixes the platform has deleted since then. */
	deletedBelow(prefixes: string[]): number {
		const done = this.sandbox.requests.filter((one) => isDeletion(one) && one.result === 0);
		return countBelow(prefixes, new Set(done.map(({ params }) => params.key)));
	}
}
