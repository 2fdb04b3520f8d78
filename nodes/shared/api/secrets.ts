import { isRecord } from '../answers';
import { HIDDEN, SECRET_NAME, VALUES } from '../answers/fieldNames';
import { nameTest, plainName } from '../answers/foldedNames';
import { timeOf } from '../answers/times';
import { yesOrNo } from '../answers/values';
import { SecretIndex, SHORTEST_FORM, withoutParts } from './secretIndex';

/** Stands in a text for a secret that was removed. */
const REMOVED = '***';

/** What an answer calls a secret may be a word. */
const SHORTEST = 8;

/** A longer secret is known by its beginning. */
const LONGEST = 1000;

const MOST_NAMES = 1000;

/** What is known to hold no secret, even where it stands below a field of secrets. */
const isNoSecret = nameTest(
	Object.entries(VALUES).flatMap(([role, names]) => (role === 'secretKey' ? [] : names)),
);

/** The token and the secret keys that one run of a node has come to know. */
export class Secrets {
	private readonly known = new Set<string>();
	private readonly names = new Map<string, boolean>();
	private token?: SecretIndex;
	/** Undefined while there are secrets that it does not have. */
	private all?: SecretIndex;

	learnToken(token: string): void {
		if (token.length < SHORTEST_FORM) return;
		this.token = new SecretIndex([token]);
		this.known.add(token);
		this.all = undefined;
	}

	/** Learns what an answer holds below names of secrets, however deep. */
	learnFrom(answer: unknown, isSecret = false): void {
		if (typeof answer === 'string') {
			if (isSecret) this.learn(answer);
		} else if (Array.isArray(answer)) {
			for (const one of answer) this.learnFrom(one, isSecret);
		} else if (isRecord(answer)) {
			for (const name of Object.keys(answer)) {
				const isBelow = isSecret && !isNoSecret(name);
				this.learnFrom(answer[name], isBelow || this.isSecretName(name));
			}
		}
	}

	/** The rows of a list have the same names. */
	private isSecretName(name: string): boolean {
		let is = this.names.get(name);
		if (is === undefined) {
			is = SECRET_NAME.test(plainName(name));
			if (this.names.size < MOST_NAMES) this.names.set(name, is);
		}
		return is;
	}

	private learn(value: string): void {
		const secret = value.trim().slice(0, LONGEST);
		const isWord = HIDDEN.test(secret) || yesOrNo(secret) !== undefined;
		const isTrivial = secret.length < SHORTEST || new Set(secret).size < 4;
		if (isWord || isTrivial || timeOf(secret) !== undefined || this.known.has(secret)) return;
		this.known.add(secret);
		this.all = undefined;
	}

	/**
	 * A text without secrets, in whatever form.
	 * @param sent what may stay where it is a secret by chance, since somebody entered it; the token never may
	 */
	removedFrom(text: string, sent: readonly string[] = []): string {
		this.all ??= new SecretIndex(this.known);
		const parts = this.all.partsIn(text);
		if (parts.length === 0) return text;
		const isSent = (part: string) => sent.some((one) => one.includes(part));
		const secret = parts.filter(([from, to]) => !isSent(text.slice(from, to)));
		return withoutParts(text, [...secret, ...this.tokenIn(text)], REMOVED);
	}

	/** A text without the token. */
	withoutToken(text: string): string {
		return withoutParts(text, this.tokenIn(text), REMOVED);
	}

	private tokenIn(text: string) {
		return this.token?.partsIn(text) ?? [];
	}
}
