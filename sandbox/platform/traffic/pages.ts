import type { Answer, RequestRecord } from './record';
import { bytesOf, withText } from './spoiling';

/** What the platform and S3 call the token with which a further page is asked for. */
export const TOKENS = ['continuationToken', 'continuation-token'];

/** The token that a request for a further page carried. */
export function sentToken({ params }: RequestRecord): string | undefined {
	return TOKENS.map((name) => params[name]).find(Boolean);
}

/** The parameters of a request, without some of them. */
export function without({ params }: RequestRecord, ...names: string[]): RequestRecord['params'] {
	return Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)));
}

/** A page that names this token as the next. */
export async function withNextToken(
	answer: Answer,
	{ server }: RequestRecord,
	token: string,
): Promise<Answer> {
	if (server === 'platform') {
		const page = await jsonOf(answer);
		const next = { ...page, isTruncated: true, nextContinuationToken: token };
		return withText(answer, JSON.stringify(next));
	}
	const next = `<IsTruncated>true</IsTruncated><NextContinuationToken>${token}</NextContinuationToken>`;
	return withText(
		answer,
		(await bytesOf(answer))
			.toString()
			.replace(/<NextContinuationToken>[^<]*<\/NextContinuationToken>/, '')
			.replace(/<IsTruncated>\w+<\/IsTruncated>/, next),
	);
}

/** A page of the platform that begins with the groups of an earlier one. */
export async function withGroupsOf(earlier: Answer, answer: Answer): Promise<Answer> {
	const [{ commonPrefixes: before = [] }, page] = [await jsonOf(earlier), await jsonOf(answer)];
	const commonPrefixes = [...before, ...(page.commonPrefixes ?? [])];
	return withText(answer, JSON.stringify({ ...page, commonPrefixes }));
}

interface Page {
	commonPrefixes?: string[];
}

/** The JSON of an answer of the platform. */
export async function jsonOf(answer: Answer): Promise<Page> {
	return JSON.parse((await bytesOf(answer)).toString()) as Page;
}
