import '../../support/quickRetries';
import { tryTable } from './matrix';
import { GATEWAYS, REFUSED } from './outcomes';

tryTable([REFUSED, GATEWAYS]);
