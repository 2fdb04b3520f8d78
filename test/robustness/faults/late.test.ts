import '../../support/quickRetries';
import { tryTable } from './matrix';
import { LATE } from './outcomes';

tryTable([LATE]);
