import '../../support/quickRetries';
import { tryTable } from './matrix';
import { REFUSED } from './outcomes';

tryTable([REFUSED]);
