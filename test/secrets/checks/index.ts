import { places } from './places';
import { ran } from './ran';
import { searching } from './searching';

export type { Scene } from './scene';

export const chapters = [searching, ran, places];
