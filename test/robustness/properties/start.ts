import { openFigures } from './figures';

/** Before the tests of bad input. */
export default openFigures;
