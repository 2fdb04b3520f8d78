import '../../support/quickRetries';
import { tryTable } from './matrix';
import { LOST } from './outcomes';

tryTable([LOST]);
