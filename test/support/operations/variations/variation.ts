import type { IDataObject } from 'n8n-workflow';
import type { Result } from '../../engine';
import type { Sandbox } from '../../../../sandbox/platform';
import type { Change, ExampleThings } from '../things';

/** What a variation's values are made of. */
export interface Scene {
	sandbox: Sandbox;
	things: ExampleThings;
	/** The keys of `in/` in `source`, the newest first. */
	newestFirst: string[];
}

type FromScene<T> = T | ((scene: Scene) => T | Promise<T>);

/** An example with other settings, and what is different then. */
export interface Variation {
	/** Its fields; of the collections `options` and `filters` those that are added. */
	set: FromScene<IDataObject>;
	/** What must be there before. */
	first?: (scene: Scene) => Promise<unknown>;
	/** The keys that are worked on: the example's by default. */
	keys?: FromScene<string[]>;
	/** What it changes: as the example by default. */
	does?: Change;
	/** All items that are returned: as the example's by default. */
	gives?: (things: ExampleThings, keys: string[]) => IDataObject[];
	/** The node fails with this message. */
	fails?: RegExp;
	/** The requests that are denied: for one key, or all. */
	denied?: { method: string; key?: string };
	/** A request that must be among those that are sent. */
	sends?: string;
	/** What else must hold. */
	check?: (result: Result, scene: Scene) => Promise<void>;
}

/** Variations by the names of their examples. */
export type Variations = Record<string, Variation[]>;

/** The same variations of several examples. */
export const ofEach = (names: string[], variations: (name: string) => Variation[]): Variations =>
	Object.fromEntries(names.map((name) => [name, variations(name)]));

/** All of these tables. */
export function joined(...tables: Variations[]): Variations {
	const all: Variations = {};
	for (const table of tables) {
		for (const [name, rows] of Object.entries(table)) (all[name] ??= []).push(...rows);
	}
	return all;
}
