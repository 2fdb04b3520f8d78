import '../../support/quickRetries';
import { tryTable } from './matrix';
import { STRANGE_TABLES } from './outcomes';

tryTable(STRANGE_TABLES);
